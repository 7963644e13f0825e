namespace ActorKube.Protocol.Containers;

/// <summary>The sender's side of one stream of a session: how far it is, and how far it may go. Belongs to one actor.</summary>
/// <param name="stream">The stream.</param>
/// <param name="window">Bytes that the receiver takes before it grants more.</param>
public sealed class OutgoingStream(SessionStream stream, int window)
{
    private long _limit = window;

    /// <summary>Bytes sent so far.</summary>
    public long Offset { get; private set; }

    /// <summary>Bytes that may be sent now, at most <see cref="WireContract.StreamChunkBytes"/>.</summary>
    public int Room => (int)Math.Clamp(_limit - Offset, 0, WireContract.StreamChunkBytes);

    /// <summary>Where the stream is, for a receiver to compare.</summary>
    public SessionPosition Position => new(stream, Offset);

    /// <summary>The message that carries these bytes; there must be room for them.</summary>
    public SessionData Send(ReadOnlyMemory<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, Room);
        var message = new SessionData(stream, Offset, bytes);
        Offset += bytes.Length;
        return message;
    }

    /// <summary>The message that ends the stream.</summary>
    public SessionDataEnded End() => new(stream, Offset);

    /// <summary>The receiver takes bytes up to there; an older grant changes nothing.</summary>
    public void Grant(long limit) => _limit = Math.Max(_limit, limit);
}
