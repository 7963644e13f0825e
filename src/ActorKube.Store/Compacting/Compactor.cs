using ActorKube.Store.Journal;
using ActorKube.Store.Objects;

namespace ActorKube.Store.Compacting;

/// <summary>Begins a compaction when one is due, gives its steps, and then the deletion of what it made obsolete: one at a time.</summary>
internal sealed class Compactor(StoreState state, JournalLedger ledger)
{
    private Compaction? _running;
    private bool _deleting;

    /// <summary>True while a compaction has steps left.</summary>
    public bool IsRunning => _running is not null;

    /// <summary>Begins a compaction if one is due. All that was persisted is applied.</summary>
    public void StartIfDue()
    {
        if (_running is null && ledger.IsCompactionDue(state.Count))
            _running = new Compaction(state);
    }

    /// <summary>The next step of the running compaction.</summary>
    /// <param name="sequenceNr">The sequence number that it will have.</param>
    public IStoreEvent Next(long sequenceNr)
    {
        var step = _running!.Next(sequenceNr);
        if (_running.IsComplete)
            _running = null;
        return step;
    }

    /// <summary>Up to where to delete now; zero for nothing. To be followed by one of the two below.</summary>
    public long BeginDeletion()
    {
        if (_deleting || ledger.ObsoleteUpTo == 0)
            return 0;
        _deleting = true;
        return ledger.ObsoleteUpTo;
    }

    /// <summary>Events up to this sequence number are gone.</summary>
    public void Deleted(long upTo)
    {
        _deleting = false;
        ledger.Deleted(upTo);
    }

    /// <summary>They are still there; the next compaction, or the next store, tries again.</summary>
    public void NotDeleted() => _deleting = false;
}
