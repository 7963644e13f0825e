using System.Collections.Frozen;
using System.Collections.Immutable;
using ActorKube.Model.Kinds;

namespace ActorKube.ApiServer.Caching;

/// <summary>This process's own copy of the store, kept by a watch: what reads and watches are served from.</summary>
internal sealed class WatchCache
{
    private readonly FrozenDictionary<ResourceKind, KindCache> _byKind;

    internal WatchCache(ImmutableArray<ResourceKind> kinds, ApiServerSettings settings, TimeProvider time)
    {
        _byKind = kinds.ToFrozenDictionary(kind => kind, _ => new KindCache(settings.WatchHistoryChanges, settings.WatchHistoryBytes));
        Snapshots = new(settings.SnapshotsKept, settings.SnapshotLifetime, time);
    }

    /// <summary>Snapshots that clients are paging through.</summary>
    internal SnapshotShelf Snapshots { get; }

    /// <summary>The cache of a kind, by the kind that its objects are stored as.</summary>
    internal KindCache Of(ResourceKind kind) => _byKind[kind.Storage];
}
