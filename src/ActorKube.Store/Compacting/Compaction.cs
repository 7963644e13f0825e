using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Protocol;
using ActorKube.Store.Journal;
using ActorKube.Store.Objects;

namespace ActorKube.Store.Compacting;

/// <summary>
/// Writes the live objects to the journal again, in portions between ordinary batches, so that everything older can go.
/// <para>
/// Why a replay is exact wherever it stops and begins. One event is on its way at a time, and a portion is taken from the state only when all
/// earlier events are applied to it; so each event holds the truth of its own moment, and the last put or removal of a key, in the order of the
/// journal, is the last in time. Before <see cref="CompactionCompleted"/> is on disk nothing is deleted: a crash in the middle leaves the whole
/// history, and some puts of what was there anyway. After it, the events from <see cref="CompactionBegun"/> on suffice: an object that lived when
/// the compaction began and was not touched since is in a portion; one that was touched has its batch among those events, so it is left out of
/// the portions; one that was removed before its portion came is in none, and one that was removed after it has its removal later on.
/// <see cref="CompactionBegun"/> carries epoch, revision and ceiling over. Deletion takes a prefix of the journal away, maybe while a newer
/// store replays it: see <see cref="JournalReplay"/>.
/// </para>
/// </summary>
internal sealed class Compaction(StoreState state)
{
    private readonly Revision _startRevision = state.Revision;
    private long _beganAt;
    private int _kind;
    private Place? _after;

    /// <summary>True once its last event was given.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The next event to persist. Nothing else may be on its way, and all that was persisted is applied.</summary>
    /// <param name="sequenceNr">The sequence number that it will have.</param>
    public IStoreEvent Next(long sequenceNr)
    {
        if (_beganAt == 0)
        {
            _beganAt = sequenceNr;
            return new CompactionBegun(state.Epoch, state.Revision, state.Ceiling);
        }
        if (NextPortion() is { Length: > 0 } portion)
            return new LiveObjectsCopied(portion);
        IsComplete = true;
        return new CompactionCompleted(_beganAt);
    }

    private ImmutableArray<ApiObject> NextPortion()
    {
        var portion = ImmutableArray.CreateBuilder<ApiObject>();
        var bytes = 0;
        for (; _kind < state.Kinds.Count; (_kind, _after) = (_kind + 1, null))
        {
            if (!state.Kinds[_kind].Kind.Journaled)
                continue;
            foreach (var value in state.Kinds[_kind].List(null, _after))
            {
                if (bytes >= WireContract.GroupBytes)
                    return portion.ToImmutable();
                _after = Place.Of(value.Key);
                if (value.Revision > _startRevision)
                    continue;
                portion.Add(value);
                bytes += value.Json.Length;
            }
        }
        return portion.ToImmutable();
    }
}
