using System.Threading.Channels;
using ActorKube.Palettes.Contract;

namespace ActorKube.Palettes.Hosting;

/// <summary>The way from a session to its client: a bounded stream of parts, and how the command ended.</summary>
internal sealed class CommandOutput(int capacity)
{
    private readonly Channel<OutputPart> _parts =
        Channel.CreateBounded<OutputPart>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = false });

    private Completed? _completed;

    public ChannelWriter<OutputPart> Writer => _parts.Writer;

    public ChannelReader<OutputPart> Reader => _parts.Reader;

    /// <summary>How the command ended; only after the reader is at its end.</summary>
    public Completed Completed => _completed ?? throw new InvalidOperationException("the command still runs");

    /// <summary>Ends the output; only the first call counts.</summary>
    public void Finish(int exitCode, string error) => Finish(new Completed { ExitCode = exitCode, Error = error });

    /// <summary>Ends the output; only the first call counts.</summary>
    public void Finish(Completed completed)
    {
        Interlocked.CompareExchange(ref _completed, completed, null);
        _parts.Writer.TryComplete();
    }
}
