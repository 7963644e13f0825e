using ActorKube.Model.Nodes;

namespace ActorKube.Rules.Scheduling.Filters;

/// <summary>A NoSchedule or NoExecute taint keeps away pods that don't tolerate it; the first such taint is named.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/.</remarks>
public sealed class TaintToleration : IFilter
{
    /// <inheritdoc/>
    public string Name => nameof(TaintToleration);

    /// <inheritdoc/>
    public IEnumerable<string> Refuse(NodeState node, PendingPod pod)
    {
        foreach (var taint in node.View.Taints)
            if (taint.Effect is Taint.NoSchedule or Taint.NoExecute && !pod.View.Tolerations.Any(toleration => toleration.Tolerates(taint)))
                return [$"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}"];
        return [];
    }
}
