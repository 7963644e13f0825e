namespace ActorKube.Protocol.Containers;

/// <summary>The receiver's side of one stream of a session: checks that nothing is missing or too much, and grants more as bytes are used up. Belongs to one actor.</summary>
/// <param name="stream">The stream.</param>
/// <param name="window">Bytes that wait here at most.</param>
public sealed class IncomingStream(SessionStream stream, int window)
{
    private long _received;
    private long _consumed;
    private long _granted = window;

    /// <summary>The last grant again, for a sender that may have missed it.</summary>
    public SessionCredit Credit => new(stream, _granted);

    /// <summary>Takes bytes; false if some before them are missing, or they are more than was granted.</summary>
    public bool Take(SessionData data)
    {
        if (data.Offset != _received || data.Offset + data.Bytes.Length > _granted)
            return false;
        _received += data.Bytes.Length;
        return true;
    }

    /// <summary>True if everything up to there has come.</summary>
    public bool HasAll(long offset) => _received >= offset;

    /// <summary>So many bytes were used up. Returns a grant to send if enough have gathered to be worth a message.</summary>
    public SessionCredit? Consume(int bytes)
    {
        _consumed += bytes;
        if (_consumed + window - _granted < (window + 1) / 2)
            return null;
        _granted = _consumed + window;
        return Credit;
    }
}
