using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.ApiServer.Caching;

/// <summary>Snapshots that clients are paging through, so that every page of a list shows one moment. The oldest go first.</summary>
internal sealed class SnapshotShelf(int most, TimeSpan lifetime, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(ResourceKind Kind, KindSnapshot Snapshot, long Used)> _kept = [];

    /// <summary>Keeps a snapshot for the pages that follow.</summary>
    internal void Keep(ResourceKind kind, KindSnapshot snapshot)
    {
        lock (_gate)
        {
            Take(kind, snapshot.Revision);
            _kept.AddLast((kind, snapshot, time.GetTimestamp()));
            while (_kept.Count > most || (_kept.First is { } oldest && time.GetElapsedTime(oldest.Value.Used) > lifetime))
                _kept.RemoveFirst();
        }
    }

    /// <summary>The snapshot of that revision, or null if it is gone.</summary>
    internal KindSnapshot? Find(ResourceKind kind, Revision revision)
    {
        lock (_gate)
        {
            if (Take(kind, revision) is not { } found)
                return null;
            _kept.AddLast((kind, found, time.GetTimestamp()));
            return found;
        }
    }

    private KindSnapshot? Take(ResourceKind kind, Revision revision)
    {
        for (var node = _kept.First; node is not null; node = node.Next)
        {
            if (node.Value.Kind == kind && node.Value.Snapshot.Revision == revision)
            {
                _kept.Remove(node);
                return node.Value.Snapshot;
            }
        }
        return null;
    }
}
