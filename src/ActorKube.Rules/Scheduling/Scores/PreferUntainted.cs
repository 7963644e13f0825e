using ActorKube.Model.Nodes;

namespace ActorKube.Rules.Scheduling.Scores;

/// <summary>Avoids nodes with PreferNoSchedule taints that the pod doesn't tolerate; the worst node gets 0.</summary>
/// <remarks>Source: kube-scheduler's TaintToleration plugin.</remarks>
public sealed class PreferUntainted : IScore
{
    /// <inheritdoc/>
    public string Name => "TaintToleration";

    /// <inheritdoc/>
    public int Weight => 3;

    /// <inheritdoc/>
    public IReadOnlyList<long> Score(IReadOnlyList<NodeState> nodes, PendingPod pod)
    {
        var intolerable = nodes.Select(node => node.View.Taints.Count(taint =>
            taint.Effect == Taint.PreferNoSchedule && !pod.View.Tolerations.Any(toleration => toleration.Tolerates(taint)))).ToList();
        var worst = intolerable.Max();
        return [.. intolerable.Select(count => worst == 0 ? 100L : 100L - (count * 100L / worst))];
    }
}
