using ActorKube.Model.Quantities;

namespace ActorKube.Rules.Scheduling.Scores;

/// <summary>Prefers nodes whose CPU and memory would be used in like proportion.</summary>
/// <remarks>
/// Source: kube-scheduler's NodeResourcesBalancedAllocation plugin. Pods that request neither have no balance to keep, and would all gather on the
/// node that happens to have the best: https://github.com/kubernetes/kubernetes/issues/129138.
/// </remarks>
public sealed class BalancedAllocation : IScore
{
    /// <inheritdoc/>
    public string Name => "NodeResourcesBalancedAllocation";

    /// <inheritdoc/>
    public int Weight => 1;

    /// <inheritdoc/>
    public IReadOnlyList<long> Score(IReadOnlyList<NodeState> nodes, PendingPod pod)
    {
        var requests = pod.Demand.Requests;
        if (requests[ResourceList.Cpu] == Quantity.Zero && requests[ResourceList.Memory] == Quantity.Zero)
            return new long[nodes.Count];
        return [.. nodes.Select(node => UsedShare(node, pod, ResourceList.Cpu) is { } cpu && UsedShare(node, pod, ResourceList.Memory) is { } memory
            ? (long)((1 - (Math.Abs(cpu - memory) / 2)) * 100)
            : 100)];
    }

    private static decimal? UsedShare(NodeState node, PendingPod pod, string resource)
    {
        var allocatable = node.View.Allocatable[resource].Value;
        return allocatable <= 0 ? null : Math.Min(1, (node.Taken[resource].Value + pod.Demand.Requests[resource].Value) / allocatable);
    }
}
