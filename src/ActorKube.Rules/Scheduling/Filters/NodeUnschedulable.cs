using ActorKube.Model.Nodes;

namespace ActorKube.Rules.Scheduling.Filters;

/// <summary>A cordoned node takes no new pods, except those that tolerate the taint of that name.</summary>
public sealed class NodeUnschedulable : IFilter
{
    private static readonly Taint Cordoned = new(Taint.Unschedulable, "", Taint.NoSchedule);

    /// <inheritdoc/>
    public string Name => nameof(NodeUnschedulable);

    /// <inheritdoc/>
    public IEnumerable<string> Refuse(NodeState node, PendingPod pod) =>
        node.View.Unschedulable && !pod.View.Tolerations.Any(toleration => toleration.Tolerates(Cordoned)) ? ["node(s) were unschedulable"] : [];
}
