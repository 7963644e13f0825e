namespace ActorKube.Node;

/// <summary>How far a watcher has come in its present watch: which messages belong to it, and whether one was lost.</summary>
internal sealed class WatchCursor
{
    private long _sequence;

    /// <summary>The number of the present watch; zero before the first.</summary>
    internal long WatchId { get; private set; }

    /// <summary>True once the present objects have all come.</summary>
    internal bool IsSynced { get; private set; }

    /// <summary>A watch begins anew.</summary>
    /// <param name="watchId">A number that this watcher has not used yet.</param>
    internal void Begin(long watchId) => (WatchId, _sequence, IsSynced) = (watchId, 0, false);

    /// <summary>Takes a message's place in the watch.</summary>
    internal WatchPlace Take(long watchId, long sequence)
    {
        if (watchId != WatchId)
            return WatchPlace.Foreign;
        if (sequence != _sequence + 1)
            return WatchPlace.Gap;
        _sequence = sequence;
        return WatchPlace.Next;
    }

    /// <summary>The present objects have all come.</summary>
    internal void Synced() => IsSynced = true;
}

/// <summary>Where a message stands in a watch.</summary>
internal enum WatchPlace
{
    /// <summary>It belongs to another watch: not heard.</summary>
    Foreign,

    /// <summary>It is the next one.</summary>
    Next,

    /// <summary>One before it was lost: the watch has to begin anew.</summary>
    Gap,
}
