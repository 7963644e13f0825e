using ActorKube.Model.Quantities;

namespace ActorKube.Rules.Scheduling.Scores;

/// <summary>Prefers nodes with the larger free share of CPU and memory, the pod counted in.</summary>
/// <remarks>Source: kube-scheduler's NodeResourcesFit plugin, strategy LeastAllocated.</remarks>
public sealed class LeastAllocated : IScore
{
    /// <inheritdoc/>
    public string Name => "NodeResourcesFit";

    /// <inheritdoc/>
    public int Weight => 1;

    /// <inheritdoc/>
    public IReadOnlyList<double> Score(IReadOnlyList<NodeState> nodes, PendingPod pod) => [.. nodes.Select(node =>
        (FreeShare(node, pod, ResourceList.Cpu) + FreeShare(node, pod, ResourceList.Memory)) / 2)];

    private static double FreeShare(NodeState node, PendingPod pod, string resource)
    {
        var allocatable = node.View.Allocatable[resource].Value;
        var taken = node.TakenNonZero[resource].Value + pod.Demand.NonZeroRequests[resource].Value;
        return allocatable <= 0 || taken > allocatable ? 0 : (double)((allocatable - taken) * 100 / allocatable);
    }
}
