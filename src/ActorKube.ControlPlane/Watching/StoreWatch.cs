using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using Akka.Actor;

namespace ActorKube.ControlPlane.Watching;

/// <summary>
/// An actor's watch of the store: begins it, keeps an <see cref="ObjectCache"/> by it, and begins it anew when a message was lost or the
/// store ends it. The actor hands every <see cref="WatchEvents"/>, <see cref="WatchSynced"/> and <see cref="WatchEnded"/> to this class.
/// </summary>
public sealed class StoreWatch(IActorRef store, IActorRef self, ImmutableArray<ResourceKind> kinds, Action? beginning = null)
{
    private long _watchId;
    private long _sequence;

    /// <summary>The objects as far as they were seen.</summary>
    public ObjectCache Cache { get; } = new();

    /// <summary>True once the initial objects are all in the cache.</summary>
    public bool IsSynced { get; private set; }

    /// <summary>The revision that the cache shows.</summary>
    public Revision Revision { get; private set; }

    /// <summary>Begins the watch, or begins it anew with an empty cache.</summary>
    public void Start()
    {
        Cache.Clear();
        beginning?.Invoke();
        (IsSynced, _sequence, Revision) = (false, 0, Revision.None);
        store.Tell(new WatchObjects(++_watchId, kinds), self);
    }

    /// <summary>Takes changes in, and returns each with the snapshot that it replaced. Empty if the message is stale or shows a gap.</summary>
    public IReadOnlyList<CacheChange> Apply(WatchEvents events)
    {
        if (!IsNext(events.WatchId, events.Sequence))
            return [];
        if (events.Revision.IsSome)
            Revision = events.Revision;
        return [.. events.Events.Select(change => new CacheChange(change.Type, Cache.Apply(change), change.Object))];
    }

    /// <summary>Notes that the initial objects are complete; true if this is the watch's own message in order.</summary>
    public bool Apply(WatchSynced synced)
    {
        if (!IsNext(synced.WatchId, synced.Sequence))
            return false;
        (IsSynced, Revision) = (true, synced.Revision);
        return true;
    }

    /// <summary>Begins anew if it is this watch that ended.</summary>
    public void Apply(WatchEnded ended)
    {
        if (ended.WatchId == _watchId)
            Start();
    }

    private bool IsNext(long watchId, long sequence)
    {
        if (watchId != _watchId)
            return false;
        if (sequence == _sequence + 1)
        {
            _sequence = sequence;
            return true;
        }
        Start();
        return false;
    }
}
