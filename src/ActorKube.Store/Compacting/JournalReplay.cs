using ActorKube.Store.Journal;
using ActorKube.Store.Objects;

namespace ActorKube.Store.Compacting;

/// <summary>
/// Brings state and ledger up from the journal. A gap in the sequence numbers, or a beginning above one, is what the deletion of obsolete events
/// leaves; an older store may still be deleting while this replay runs. What came before the gap may then lack removals, and the compaction
/// after it suffices, so everything begins anew there. Any other gap is damage: nothing may be served from such a journal.
/// </summary>
internal sealed class JournalReplay(StoreState state, JournalLedger ledger)
{
    private long _last;
    private long _mustComplete;

    /// <summary>True if the events so far make up a whole state.</summary>
    public bool IsWhole => _mustComplete == 0;

    /// <summary>Takes in the next event.</summary>
    /// <exception cref="InvalidDataException">Events are missing that no compaction made obsolete.</exception>
    public void Take(IStoreEvent stored, long sequenceNr)
    {
        if (sequenceNr != _last + 1)
            BeginAnew(stored as CompactionBegun, sequenceNr);
        if (stored is CompactionCompleted completed && completed.BeganAt == _mustComplete)
            _mustComplete = 0;
        _last = sequenceNr;
        state.Apply(stored);
        ledger.Note(stored, sequenceNr);
    }

    private void BeginAnew(CompactionBegun? begun, long sequenceNr)
    {
        if (begun is null)
            throw new InvalidDataException($"the journal is damaged: its events {_last + 1} to {sequenceNr - 1} are missing");
        state.Reset();
        ledger.Reset();
        // What came before is nobody's any more, so no watch can resume from there.
        state.History.Clear(begun.Revision);
        _mustComplete = sequenceNr;
    }
}
