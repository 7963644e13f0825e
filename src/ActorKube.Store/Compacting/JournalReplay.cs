using ActorKube.Store.Journal;
using ActorKube.Store.Objects;

namespace ActorKube.Store.Compacting;

/// <summary>
/// Brings state and ledger up from the journal. A gap in the sequence numbers means that an older store was still deleting what a compaction
/// had made obsolete while this replay ran: what came before the gap may lack removals, and what comes after it suffices, so everything
/// begins anew there.
/// </summary>
internal sealed class JournalReplay(StoreState state, JournalLedger ledger)
{
    private long _last;

    /// <summary>Takes in the next event.</summary>
    public void Take(IStoreEvent stored, long sequenceNr)
    {
        if (sequenceNr != _last + 1)
        {
            state.Reset();
            ledger.Reset();
            // What came before is nobody's any more, so no watch can resume from there.
            if (stored is CompactionBegun begun)
                state.History.Clear(begun.Revision);
        }
        _last = sequenceNr;
        state.Apply(stored);
        ledger.Note(stored, sequenceNr);
    }
}
