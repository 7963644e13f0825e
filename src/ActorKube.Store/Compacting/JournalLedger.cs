using ActorKube.Store.Journal;

namespace ActorKube.Store.Compacting;

/// <summary>What is in the journal, by count: whether a compaction is due, and which events are not needed any more.</summary>
internal sealed class JournalLedger(StoreSettings settings)
{
    private long _first;
    private long _changes;
    private long _changesSinceBegun;

    /// <summary>Events up to this sequence number are not needed and may still be there; zero if there are none.</summary>
    public long ObsoleteUpTo { get; private set; }

    /// <summary>Notes an event that is in the journal, in order.</summary>
    public void Note(IStoreEvent stored, long sequenceNr)
    {
        if (_first == 0)
            _first = sequenceNr;
        var changes = stored switch
        {
            ChangesWritten written => written.Changes.Length,
            LiveObjectsCopied copied => copied.Objects.Length,
            _ => 1,
        };
        _changes += changes;
        // Portions are no garbage, unless their compaction is never completed.
        if (stored is not LiveObjectsCopied)
            _changesSinceBegun += changes;
        if (stored is CompactionBegun)
            _changesSinceBegun = 0;
        if (stored is CompactionCompleted completed)
        {
            _changes = _changesSinceBegun;
            ObsoleteUpTo = completed.BeganAt > _first ? completed.BeganAt - 1 : 0;
        }
    }

    /// <summary>Notes that events up to this sequence number are gone.</summary>
    public void Deleted(long upTo)
    {
        _first = Math.Max(_first, upTo + 1);
        if (ObsoleteUpTo <= upTo)
            ObsoleteUpTo = 0;
    }

    /// <summary>True if the journal holds more than its share.</summary>
    /// <param name="liveObjects">How many objects are live.</param>
    public bool IsCompactionDue(int liveObjects) => _changes > Math.Max(liveObjects * settings.GarbageFactor, settings.CompactionMinimum);

    /// <summary>Forgets everything: the journal begins with the next event.</summary>
    public void Reset() => (_first, _changes, _changesSinceBegun, ObsoleteUpTo) = (0, 0, 0, 0);
}
