using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;

namespace ActorKube.ApiServer.Tests.Streaming;

/// <summary>A container whose part the test plays: it prints what the test says and keeps what it is sent.</summary>
internal sealed class PlayedContainer(OpenSession request) : IContainerConnection
{
    private readonly Channel<SessionPart> _output = Channel.CreateUnbounded<SessionPart>();
    private readonly TaskCompletionSource _inputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MemoryStream _input = new();

    /// <summary>What was asked for.</summary>
    public OpenSession Request { get; } = request;

    public SessionOutcome Outcome { get; private set; } = new(0, null);

    /// <summary>Sizes of the client's terminal, in order.</summary>
    public ConcurrentQueue<(int Width, int Height)> Sizes { get; } = [];

    /// <summary>Done when the request has let go of the session.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Done when standard input has ended; then all of it.</summary>
    public async Task<byte[]> InputAsync()
    {
        await _inputEnded.Task;
        lock (_input)
            return _input.ToArray();
    }

    /// <summary>If set, input comes back as output, and its end ends the session.</summary>
    public bool Echoes { get; init; }

    public PlayedContainer Prints(string text, SessionStream stream = SessionStream.Stdout) => Prints(Encoding.UTF8.GetBytes(text), stream);

    public PlayedContainer Prints(byte[] bytes, SessionStream stream = SessionStream.Stdout)
    {
        _output.Writer.TryWrite(new(stream, bytes));
        return this;
    }

    public PlayedContainer Exits(int code)
    {
        Outcome = new(code, null);
        _output.Writer.TryComplete();
        return this;
    }

    public PlayedContainer Fails(RefusalReason reason, string message)
    {
        Outcome = new(0, new(reason, message));
        _output.Writer.TryComplete();
        return this;
    }

    public async ValueTask<SessionPart?> ReadAsync(CancellationToken cancellation)
    {
        while (await _output.Reader.WaitToReadAsync(cancellation))
            if (_output.Reader.TryRead(out var part))
                return part;
        return null;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        lock (_input)
            _input.Write(bytes.Span);
        if (Echoes)
            _output.Writer.TryWrite(new(SessionStream.Stdout, bytes.ToArray()));
        return ValueTask.CompletedTask;
    }

    public void EndInput()
    {
        _inputEnded.TrySetResult();
        if (Echoes)
            Exits(0);
    }

    public void Resize(int width, int height) => Sizes.Enqueue((width, height));

    public ValueTask DisposeAsync()
    {
        _inputEnded.TrySetResult();
        _output.Writer.TryComplete();
        _closed.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
