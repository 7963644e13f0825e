using ActorKube.Palettes.Contract;
using ActorKube.Protocol;

namespace ActorKube.Palettes.Hosting;

/// <summary>The way from a session to its client: a bounded stream of parts, and how the command ended.</summary>
internal sealed class CommandOutput(int capacity)
{
    private Completed? _completed;

    /// <summary>What is on its way to the client.</summary>
    public BoundedQueue<OutputPart> Parts { get; } = new(capacity);

    /// <summary>How the command ended; only once all parts were read.</summary>
    public Completed Completed => _completed ?? throw new InvalidOperationException("the command still runs");

    /// <summary>Ends the output; only the first call counts.</summary>
    public void Finish(int exitCode, string error) => Finish(new Completed { ExitCode = exitCode, Error = error });

    /// <summary>Ends the output; only the first call counts.</summary>
    public void Finish(Completed completed)
    {
        Interlocked.CompareExchange(ref _completed, completed, null);
        Parts.Complete();
    }
}
