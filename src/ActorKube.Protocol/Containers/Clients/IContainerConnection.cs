namespace ActorKube.Protocol.Containers.Clients;

/// <summary>An open session with a container, as its client sees it. One reader and one writer may use it at the same time.</summary>
public interface IContainerConnection : IAsyncDisposable
{
    /// <summary>The next bytes that came, in the order in which the node sent them; null when the session is over, and <see cref="Outcome"/> says how.</summary>
    /// <param name="cancellation">Cancelled when the client is gone.</param>
    ValueTask<SessionPart?> ReadAsync(CancellationToken cancellation);

    /// <summary>How the session ended; meaningful once <see cref="ReadAsync"/> has returned null.</summary>
    SessionOutcome Outcome { get; }

    /// <summary>Sends bytes of standard input, which must not change afterwards, and waits while the container doesn't take them. After the session's end it does nothing.</summary>
    /// <param name="bytes">The bytes, any number of them.</param>
    /// <param name="cancellation">Cancelled when the client is gone.</param>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Ends standard input.</summary>
    void EndInput();

    /// <summary>Says how large the client's terminal is.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    void Resize(int width, int height);
}
