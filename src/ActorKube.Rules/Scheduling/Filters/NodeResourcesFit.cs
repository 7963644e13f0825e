using ActorKube.Model.Quantities;

namespace ActorKube.Rules.Scheduling.Filters;

/// <summary>What the pod requests must fit beside what the node's pods take, resource by resource; each one that doesn't is named.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-resource-requests-are-scheduled.</remarks>
public sealed class NodeResourcesFit : IFilter
{
    /// <inheritdoc/>
    public string Name => nameof(NodeResourcesFit);

    /// <inheritdoc/>
    public IEnumerable<string> Refuse(NodeState node, PendingPod pod)
    {
        List<string>? refusals = null;
        if (node.PodCount + 1 > node.View.Allocatable[ResourceList.Pods].Units)
            (refusals ??= []).Add("Too many pods");
        foreach (var (resource, requested) in pod.Demand.Requests)
            if (requested > Quantity.Zero && requested > node.View.Allocatable[resource] - node.Taken[resource])
                (refusals ??= []).Add($"Insufficient {resource}");
        return refusals ?? [];
    }
}
