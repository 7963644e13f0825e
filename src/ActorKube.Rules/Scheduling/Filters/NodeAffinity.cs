namespace ActorKube.Rules.Scheduling.Filters;

/// <summary>A pod's nodeSelector and required node affinity must both match the node.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/.</remarks>
public sealed class NodeAffinity : IFilter
{
    /// <inheritdoc/>
    public string Name => nameof(NodeAffinity);

    /// <inheritdoc/>
    public IEnumerable<string> Refuse(NodeState node, PendingPod pod)
    {
        var selected = pod.View.NodeSelector.All(label => node.Labels.TryGetValue(label.Key, out var value) && value == label.Value);
        return selected && pod.NodeAffinity.Allows(node) ? [] : ["node(s) didn't match Pod's node affinity/selector"];
    }
}
