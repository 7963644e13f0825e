using System.Collections.Immutable;
using ActorKube.Model.Nodes;
using ActorKube.Model.Pods;

namespace ActorKube.Rules.Nodes;

/// <summary>Decides when a node's NoExecute taints drive a pod off.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions.</remarks>
public static class TaintEviction
{
    /// <summary>When the pod is due; null if it may stay for ever.</summary>
    /// <param name="tolerations">What the pod tolerates; for each taint the first one that covers it counts.</param>
    /// <param name="taints">The node's taints.</param>
    public static DateTimeOffset? DueAt(ImmutableArray<Toleration> tolerations, ImmutableArray<Taint> taints)
    {
        DateTimeOffset? due = null;
        foreach (var taint in taints)
        {
            if (taint.Effect != Taint.NoExecute)
                continue;
            if (tolerations.FirstOrDefault(toleration => toleration.Tolerates(taint)) is not { } toleration)
                return DateTimeOffset.MinValue;
            if (toleration.TolerationSeconds is not { } seconds)
                continue;
            var until = (taint.TimeAdded ?? DateTimeOffset.MinValue).AddSeconds(Math.Clamp(seconds, 0, int.MaxValue));
            if (due is null || until < due)
                due = until;
        }
        return due;
    }
}
