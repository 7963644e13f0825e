namespace ActorKube.Rules.Containers.Processes;

/// <summary>Standard input of a process: what has come and was not read yet. Belongs to whoever drives the process.</summary>
public sealed class ProcessInput
{
    private readonly Queue<ReadOnlyMemory<byte>> _pieces = [];
    private ReadOnlyMemory<byte> _first;
    private bool _endsOnce;

    /// <summary>Bytes that wait.</summary>
    public int Length { get; private set; }

    /// <summary>True if nothing comes for now or for ever; what waits may still be read.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Adds bytes, which must not change afterwards.</summary>
    public void Put(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        _pieces.Enqueue(bytes);
        Length += bytes.Length;
    }

    /// <summary>Says that nothing comes any more.</summary>
    public void End() => (HasEnded, _endsOnce) = (true, false);

    /// <summary>Ctrl-D: whoever reads next finds the end, once; a shell goes on afterwards.</summary>
    public void EndOnce() => (HasEnded, _endsOnce) = (true, _endsOnce || !HasEnded);

    /// <summary>True if a reader is at the end.</summary>
    internal bool MeetsEnd()
    {
        if (Length > 0 || !HasEnded)
            return false;
        HasEnded = !_endsOnce;
        return true;
    }

    /// <summary>Takes what is there, at most so many bytes; empty if nothing is.</summary>
    public ReadOnlyMemory<byte> Take(int most = int.MaxValue)
    {
        if (_first.IsEmpty && !_pieces.TryDequeue(out _first))
            return default;
        var taken = _first[..Math.Min(most, _first.Length)];
        _first = _first[taken.Length..];
        Length -= taken.Length;
        return taken;
    }
}
