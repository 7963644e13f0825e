using System.Collections.Frozen;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using ActorKube.Store.Objects;

namespace ActorKube.Store.Watches;

/// <summary>Which objects a watch shows. The condition on nodes is one on pods; other kinds pass it.</summary>
internal sealed class WatchFilter(WatchObjects request)
{
    private readonly FrozenSet<ResourceKind> _kinds = request.Kinds.ToFrozenSet();
    private readonly FrozenSet<string> _nodes = request.NodeNames.ToFrozenSet();

    /// <summary>True if the watch shows a kind that is kept in memory only.</summary>
    public bool ShowsEphemerals => request.Kinds.Any(kind => !kind.Journaled);

    /// <summary>The live objects that match, kind by kind.</summary>
    public IEnumerable<ApiObject> Present(StoreState state) => request.Kinds
        .Distinct()
        .SelectMany(kind => state.List(kind, request.Namespace))
        .Where(value => !AsksNode(value.Key.Kind) || _nodes.Contains(value.Pod.NodeName));

    /// <summary>A change as this watch sees it; null if it doesn't.</summary>
    public WatchEvent? See(Change change)
    {
        if (!_kinds.Contains(change.Key.Kind) || (request.Namespace is not null && request.Namespace != change.Key.Namespace))
            return null;
        if (!AsksNode(change.Key.Kind))
            return new(change.Type, change.Object);
        var before = change.Type != WatchEventType.Added && _nodes.Contains(change.PreviousNode);
        var after = change.Type != WatchEventType.Deleted && _nodes.Contains(change.Node);
        return (before, after) switch
        {
            (true, true) => new(WatchEventType.Modified, change.Object),
            (false, true) => new(WatchEventType.Added, change.Object),
            (true, false) => new(WatchEventType.Deleted, change.Before ?? change.Object),
            _ => null,
        };
    }

    private bool AsksNode(ResourceKind kind) => _nodes.Count > 0 && kind == KindCatalogue.Pod;
}
