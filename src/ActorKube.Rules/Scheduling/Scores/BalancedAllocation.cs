using ActorKube.Model.Quantities;

namespace ActorKube.Rules.Scheduling.Scores;

/// <summary>Prefers nodes whose CPU and memory would be used in like proportion.</summary>
/// <remarks>Source: kube-scheduler's NodeResourcesBalancedAllocation plugin.</remarks>
public sealed class BalancedAllocation : IScore
{
    /// <inheritdoc/>
    public string Name => "NodeResourcesBalancedAllocation";

    /// <inheritdoc/>
    public int Weight => 1;

    /// <inheritdoc/>
    public IReadOnlyList<double> Score(IReadOnlyList<NodeState> nodes, PendingPod pod) => [.. nodes.Select(node =>
        (1 - (Math.Abs(UsedShare(node, pod, ResourceList.Cpu) - UsedShare(node, pod, ResourceList.Memory)) / 2)) * 100)];

    private static double UsedShare(NodeState node, PendingPod pod, string resource)
    {
        var allocatable = node.View.Allocatable[resource].Value;
        return allocatable <= 0 ? 1 : Math.Min(1, (double)((node.Taken[resource].Value + pod.Demand.Requests[resource].Value) / allocatable));
    }
}
