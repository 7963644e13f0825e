using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using ActorKube.Store.Journal;
using ActorKube.Store.Watches;
using ActorKube.Store.Writes;

namespace ActorKube.Store.Objects;

/// <summary>
/// What the store knows: the live objects, the revision, the epoch, and the recent changes. It changes only by what is on disk already (events
/// and persisted batches), the same way while it recovers and while it serves.
/// </summary>
internal sealed class StoreState(StoreSettings settings)
{
    private readonly Dictionary<ResourceKind, KindIndex> _byKind = [];
    private readonly List<KindIndex> _kinds = [];

    /// <summary>How many stores have taken the journal over.</summary>
    public long Epoch { get; private set; }

    /// <summary>The last revision given.</summary>
    public Revision Revision { get; private set; }

    /// <summary>The revision up to which the journal says that they may have been given.</summary>
    public Revision Ceiling { get; private set; }

    /// <summary>The recent changes.</summary>
    public ChangeHistory History { get; } = new(settings.WatchHistoryChanges, settings.WatchHistoryBytes);

    /// <summary>The objects that are not journaled.</summary>
    public EphemeralShelf Ephemerals { get; } = new(settings.EphemeralLifetime);

    /// <summary>The kinds that have or had objects, in the order in which they came: an index into this list stays good.</summary>
    public IReadOnlyList<KindIndex> Kinds => _kinds;

    /// <summary>How many objects are live.</summary>
    public int Count => _kinds.Sum(kind => kind.Count);

    public ApiObject? Find(ResourceKey key) => _byKind.TryGetValue(key.Kind, out var kind) ? kind.Find(Place.Of(key)) : null;

    /// <summary>The objects of a kind after a place (null for all), in order, of one namespace (null for all).</summary>
    public IEnumerable<ApiObject> List(ResourceKind kind, string? @namespace = null, Place? after = null) =>
        _byKind.TryGetValue(kind, out var index) ? index.List(@namespace, after) : [];

    /// <summary>Takes in an event that is on disk.</summary>
    public void Apply(IStoreEvent stored)
    {
        switch (stored)
        {
            case ChangesWritten written:
                foreach (var change in written.Changes)
                    Apply(change);
                Reserve(written.Ceiling);
                break;
            case LiveObjectsCopied copied:
                foreach (var value in copied.Objects)
                    IndexOf(value.Key.Kind).Put(value);
                break;
            case EpochBegun begun:
                Epoch = begun.Epoch;
                Reserve(begun.Ceiling);
                break;
            case RevisionsReserved reserved:
                Reserve(reserved.Ceiling);
                break;
            case CompactionBegun begun:
                (Epoch, Revision) = (begun.Epoch, Later(Revision, begun.Revision));
                Reserve(begun.Ceiling);
                break;
        }
    }

    /// <summary>Takes in a batch whose event, if it has one, is on disk.</summary>
    public void Apply(Batch batch)
    {
        foreach (var change in batch.Changes)
        {
            Apply(change);
            if (change.Key.Kind.Journaled)
                continue;
            if (change.Type == WatchEventType.Deleted)
                Ephemerals.Remove(change.Key);
            else
                Ephemerals.Put(change.Key, batch.DecidedAt);
        }
        if (batch.Event is ChangesWritten written)
            Reserve(written.Ceiling);
        else if (batch.Event is RevisionsReserved reserved)
            Reserve(reserved.Ceiling);
    }

    /// <summary>
    /// Ends recovery: the counter goes on above every revision that may have been given. What was given without a journal event is lost, and
    /// nobody can resume a watch of such objects from before.
    /// </summary>
    public void ResumeAboveCeiling()
    {
        Revision = Later(Revision, Ceiling);
        History.ForgetEphemeralsUpTo(Revision);
    }

    /// <summary>Forgets everything: what was replayed so far is not needed.</summary>
    public void Reset()
    {
        _byKind.Clear();
        _kinds.Clear();
        (Epoch, Revision, Ceiling) = (0, Revision.None, Revision.None);
        History.Clear(Revision.None);
    }

    private void Apply(Change change)
    {
        if (change.Type == WatchEventType.Deleted)
            IndexOf(change.Key.Kind).Remove(Place.Of(change.Key));
        else
            IndexOf(change.Key.Kind).Put(change.Object);
        Revision = change.Revision;
        History.Add(change);
    }

    private KindIndex IndexOf(ResourceKind kind)
    {
        if (_byKind.TryGetValue(kind, out var index))
            return index;
        index = new KindIndex(kind);
        _byKind.Add(kind, index);
        _kinds.Add(index);
        return index;
    }

    private void Reserve(Revision ceiling) => Ceiling = Later(Ceiling, ceiling);

    private static Revision Later(Revision one, Revision other) => one > other ? one : other;
}
