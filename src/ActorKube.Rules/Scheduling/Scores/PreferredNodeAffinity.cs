namespace ActorKube.Rules.Scheduling.Scores;

/// <summary>Prefers nodes by the weights of the preferred node affinity terms that they match; the best node gets 100.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity-weight.</remarks>
public sealed class PreferredNodeAffinity : IScore
{
    /// <inheritdoc/>
    public string Name => "NodeAffinity";

    /// <inheritdoc/>
    public int Weight => 2;

    /// <inheritdoc/>
    public IReadOnlyList<long> Score(IReadOnlyList<NodeState> nodes, PendingPod pod)
    {
        if (pod.NodeAffinity.Preferred.IsEmpty)
            return new long[nodes.Count];
        var weights = nodes.Select(node => pod.NodeAffinity.Preferred.Where(term => term.Term.Matches(node)).Sum(term => (long)term.Weight)).ToList();
        var best = weights.Max();
        return best == 0 ? weights : [.. weights.Select(weight => weight * 100 / best)];
    }
}
