using ActorKube.Protocol.Containers;

namespace ActorKube.ApiServer.Streaming.Sessions;

/// <summary>An open session with a container, as a request sees it. One reader and one writer may use it at the same time.</summary>
internal interface IContainerConnection : IAsyncDisposable
{
    /// <summary>The next bytes that came, in the order in which the node sent them; null when the session is over, and <see cref="Outcome"/> says how.</summary>
    ValueTask<OutputPart?> ReadAsync(CancellationToken cancellation);

    /// <summary>How the session ended; meaningful once <see cref="ReadAsync"/> has returned null.</summary>
    SessionOutcome Outcome { get; }

    /// <summary>Sends bytes of standard input, which must not change afterwards, and waits while the container doesn't take them. After the session's end it does nothing.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Ends standard input.</summary>
    void EndInput();

    /// <summary>Says how large the client's terminal is.</summary>
    void Resize(int width, int height);
}

/// <summary>Bytes of one stream.</summary>
/// <param name="Stream">Standard output or standard error.</param>
/// <param name="Bytes">The bytes; they don't change.</param>
internal readonly record struct OutputPart(SessionStream Stream, ReadOnlyMemory<byte> Bytes);
