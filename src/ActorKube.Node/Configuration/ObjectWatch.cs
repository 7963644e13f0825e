using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;

namespace ActorKube.Node.Configuration;

/// <summary>All objects of some kinds, as a watch shows them. What was seen stays known while the watch begins anew.</summary>
/// <param name="kinds">The kinds.</param>
internal sealed class ObjectWatch(params ImmutableArray<ResourceKind> kinds)
{
    private readonly Dictionary<ResourceKey, ApiObject> _objects = [];
    private readonly HashSet<ResourceKey> _seenInSync = [];

    /// <summary>Its place in the present watch.</summary>
    internal WatchCursor Cursor { get; } = new();

    /// <summary>True once somebody has wanted an object of these kinds.</summary>
    internal bool HasBegun => Cursor.WatchId > 0;

    /// <summary>True if objects of this kind come from here.</summary>
    internal bool Covers(ResourceKind kind) => kinds.Contains(kind);

    /// <summary>The object of that key, or null.</summary>
    internal ApiObject? Find(ResourceKey key) => _objects.GetValueOrDefault(key);

    /// <summary>What to ask the store for.</summary>
    internal WatchObjects Begin(long watchId)
    {
        Cursor.Begin(watchId);
        _seenInSync.Clear();
        return new WatchObjects(watchId, kinds);
    }

    /// <summary>Takes a change, and gives the key of what is another one now; null if nothing is.</summary>
    internal ResourceKey? Take(WatchEvent change)
    {
        var key = change.Object.Key;
        if (change.Type == WatchEventType.Deleted)
            return _objects.Remove(key) ? key : null;
        if (!Cursor.IsSynced)
            _seenInSync.Add(key);
        var isNews = !_objects.TryGetValue(key, out var before) || before.Revision != change.Object.Revision || before.Metadata.Uid != change.Object.Metadata.Uid;
        _objects[key] = change.Object;
        return isNews ? key : null;
    }

    /// <summary>All present objects have come: what did not is gone.</summary>
    internal IReadOnlyList<ResourceKey> Synced()
    {
        Cursor.Synced();
        var gone = _objects.Keys.Where(key => !_seenInSync.Contains(key)).ToList();
        foreach (var key in gone)
            _objects.Remove(key);
        _seenInSync.Clear();
        return gone;
    }
}
