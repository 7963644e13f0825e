using ActorKube.Model.Objects;
using ActorKube.Rules.Scheduling;

namespace ActorKube.ControlPlane.Scheduler;

/// <summary>The nodes and what their pods take, kept up to date change by change: a pod costs the same whatever the size of the cluster.</summary>
internal sealed class SchedulerSnapshot
{
    private readonly Dictionary<string, NodeState> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<ResourceKey, (string Node, PodDemand Demand)> _placed = [];

    internal IReadOnlyCollection<NodeState> Nodes => _nodes.Values;

    internal void Clear()
    {
        _nodes.Clear();
        _placed.Clear();
    }

    internal void SetNode(ApiObject node)
    {
        var fresh = NodeState.Of(node);
        if (_nodes.TryGetValue(fresh.Name, out var known))
        {
            _nodes[fresh.Name] = known with { Labels = fresh.Labels, View = fresh.View };
            return;
        }
        // Pods may have been bound to a node before it was seen here.
        foreach (var (_, placed) in _placed.Where(pod => pod.Value.Node == fresh.Name))
            fresh = fresh.With(placed.Demand);
        _nodes[fresh.Name] = fresh;
    }

    internal void RemoveNode(string name) => _nodes.Remove(name);

    /// <summary>True if the pod is counted in on that node.</summary>
    internal bool Holds(ResourceKey pod, string node) => _placed.TryGetValue(pod, out var placed) && placed.Node == node;

    /// <summary>Counts a pod in on a node, and out of where it was counted before; true if that left room elsewhere.</summary>
    internal bool Place(ResourceKey pod, string node, PodDemand demand)
    {
        var moved = Remove(pod);
        _placed[pod] = (node, demand);
        if (_nodes.TryGetValue(node, out var state))
            _nodes[node] = state.With(demand);
        return moved;
    }

    /// <summary>Counts a pod out; true if it was counted in.</summary>
    internal bool Remove(ResourceKey pod)
    {
        if (!_placed.Remove(pod, out var placed))
            return false;
        if (_nodes.TryGetValue(placed.Node, out var state))
            _nodes[placed.Node] = state.Without(placed.Demand);
        return true;
    }
}
