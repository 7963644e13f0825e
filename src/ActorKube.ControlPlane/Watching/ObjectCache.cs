using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;

namespace ActorKube.ControlPlane.Watching;

/// <summary>
/// One actor's own view of the objects that it watches, indexed by kind, owner, node and the lack of a controller. The objects are shared immutable snapshots;
/// the indexes belong to the actor and are not safe to share.
/// </summary>
public sealed class ObjectCache
{
    private static readonly IReadOnlyDictionary<ResourceKey, ApiObject> None = ImmutableDictionary<ResourceKey, ApiObject>.Empty;

    private readonly Dictionary<ResourceKind, Dictionary<ResourceKey, ApiObject>> _byKind = [];
    private readonly Dictionary<string, Dictionary<ResourceKey, ApiObject>> _byOwnerUid = [];
    private readonly Dictionary<string, Dictionary<ResourceKey, ApiObject>> _podsByNode = [];
    private readonly Dictionary<(ResourceKind, string), Dictionary<ResourceKey, ApiObject>> _unmanaged = [];

    /// <summary>The object of that key, or null.</summary>
    public ApiObject? Find(ResourceKey key) => _byKind.TryGetValue(key.Kind, out var objects) ? objects.GetValueOrDefault(key) : null;

    /// <summary>All objects of a kind, in no order.</summary>
    public IReadOnlyCollection<ApiObject> OfKind(ResourceKind kind) =>
        _byKind.TryGetValue(kind, out var objects) ? objects.Values : [];

    /// <summary>The objects that name this uid as one of their owners, in no order.</summary>
    public IEnumerable<ApiObject> OwnedBy(string uid) => _byOwnerUid.GetValueOrDefault(uid)?.Values ?? None.Values;

    /// <summary>The objects of a kind in a namespace that have no controller, in no order.</summary>
    public IEnumerable<ApiObject> WithoutController(ResourceKind kind, string @namespace) =>
        _unmanaged.GetValueOrDefault((kind, @namespace))?.Values ?? None.Values;

    /// <summary>The pods bound to that node, in no order.</summary>
    public IEnumerable<ApiObject> PodsOn(string nodeName) => _podsByNode.GetValueOrDefault(nodeName)?.Values ?? None.Values;

    /// <summary>Takes a change in, and returns the snapshot that it replaces, if there was one.</summary>
    public ApiObject? Apply(WatchEvent change)
    {
        var next = change.Object;
        var previous = Find(next.Key);
        if (previous is not null)
            Unindex(previous);
        if (change.Type != WatchEventType.Deleted)
            Index(next);
        return previous;
    }

    /// <summary>Forgets everything, before a watch begins anew.</summary>
    public void Clear()
    {
        _byKind.Clear();
        _byOwnerUid.Clear();
        _podsByNode.Clear();
        _unmanaged.Clear();
    }

    private void Index(ApiObject item)
    {
        Add(_byKind, item.Key.Kind, item);
        foreach (var owner in item.Metadata.OwnerReferences)
            Add(_byOwnerUid, owner.Uid, item);
        if (item.Metadata.Controller is null)
            Add(_unmanaged, (item.Key.Kind, item.Key.Namespace), item);
        if (item.Key.Kind == KindCatalogue.Pod && item.Pod.IsBound)
            Add(_podsByNode, item.Pod.NodeName, item);
    }

    private void Unindex(ApiObject item)
    {
        Remove(_byKind, item.Key.Kind, item);
        foreach (var owner in item.Metadata.OwnerReferences)
            Remove(_byOwnerUid, owner.Uid, item);
        if (item.Metadata.Controller is null)
            Remove(_unmanaged, (item.Key.Kind, item.Key.Namespace), item);
        if (item.Key.Kind == KindCatalogue.Pod && item.Pod.IsBound)
            Remove(_podsByNode, item.Pod.NodeName, item);
    }

    private static void Add<TIndex>(Dictionary<TIndex, Dictionary<ResourceKey, ApiObject>> index, TIndex at, ApiObject item) where TIndex : notnull
    {
        if (!index.TryGetValue(at, out var objects))
            index[at] = objects = [];
        objects[item.Key] = item;
    }

    private static void Remove<TIndex>(Dictionary<TIndex, Dictionary<ResourceKey, ApiObject>> index, TIndex at, ApiObject item) where TIndex : notnull
    {
        if (index.TryGetValue(at, out var objects) && objects.Remove(item.Key) && objects.Count == 0)
            index.Remove(at);
    }
}
