using ActorKube.Model.Quantities;

namespace ActorKube.Rules.Scheduling.Scores;

/// <summary>Prefers nodes with the larger free share of CPU and memory, the pod counted in.</summary>
/// <remarks>Source: kube-scheduler's NodeResourcesFit plugin, strategy LeastAllocated.</remarks>
public sealed class LeastAllocated : IScore
{
    private static readonly string[] Resources = [ResourceList.Cpu, ResourceList.Memory];

    /// <inheritdoc/>
    public string Name => "NodeResourcesFit";

    /// <inheritdoc/>
    public int Weight => 1;

    /// <inheritdoc/>
    public IReadOnlyList<long> Score(IReadOnlyList<NodeState> nodes, PendingPod pod) => [.. nodes.Select(node => Mean(node, pod))];

    // A resource that the node doesn't offer has no say.
    private static long Mean(NodeState node, PendingPod pod)
    {
        var (sum, offered) = (0L, 0);
        foreach (var resource in Resources)
        {
            var allocatable = node.View.Allocatable[resource].Value;
            if (allocatable <= 0)
                continue;
            var free = allocatable - node.TakenNonZero[resource].Value - pod.Demand.NonZeroRequests[resource].Value;
            sum += free < 0 ? 0 : (long)(free * 100 / allocatable);
            offered++;
        }
        return offered == 0 ? 0 : sum / offered;
    }
}
