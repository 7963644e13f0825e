using System.Globalization;
using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;
using ActorKube.Rules.Nodes;
using ActorKube.Rules.Scheduling.Filters;

namespace ActorKube.Rules.Pods;

/// <summary>Why a kubelet can't take a pod that is bound to its node; the scheduler has looked already, but a pod may name its node itself.</summary>
/// <remarks>Source: the kubelet's predicates, pkg/kubelet/lifecycle/predicate.go.</remarks>
public static class NodeAdmission
{
    /// <summary>The reason and message of the pod's failure, in the kubelet's words; null if the node takes it.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="others">The pods that run on the node.</param>
    /// <param name="capacity">What the node has.</param>
    /// <param name="isShortOfMemory">True while the node is under memory pressure.</param>
    public static (string Reason, string Message)? Refusal(ApiObject pod, IReadOnlyCollection<ApiObject> others, ResourceList capacity, bool isShortOfMemory = false)
    {
        if (isShortOfMemory && MemoryEviction.Refusal(pod) is { } pressed)
            return pressed;
        foreach (var (resource, requested) in pod.Pod.Requests)
        {
            // Extended resources are advertised through the API; the scheduler alone keeps count of them.
            if (resource.Contains('/', StringComparison.Ordinal))
                continue;
            var used = others.Aggregate(Quantity.Zero, (sum, other) => sum + other.Pod.Requests[resource]);
            if (used + requested > capacity[resource])
                return ($"OutOf{resource}", string.Create(
                    CultureInfo.InvariantCulture,
                    $"Node didn't have enough resource: {resource}, requested: {Count(resource, requested)}, used: {Count(resource, used)}, capacity: {Count(resource, capacity[resource])}"));
        }
        return pod.Pod.HostPorts.Any(wanted => others.Any(other => other.Pod.HostPorts.Any(wanted.ConflictsWith)))
            ? (nameof(NodePorts), $"Predicate {nameof(NodePorts)} failed: {NodePorts.Reason}")
            : null;

        static long Count(string resource, Quantity quantity) => resource == ResourceList.Cpu ? quantity.Milli : quantity.Units;
    }
}
