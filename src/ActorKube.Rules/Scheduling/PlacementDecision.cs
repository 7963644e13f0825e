namespace ActorKube.Rules.Scheduling;

/// <summary>The scheduler's answer for one pod.</summary>
public abstract record PlacementDecision
{
    private PlacementDecision() { }

    /// <summary>Bind the pod to this node.</summary>
    public sealed record Bind(string NodeName) : PlacementDecision;

    /// <summary>No node can take the pod.</summary>
    /// <param name="Nodes">How many nodes there are.</param>
    /// <param name="Refusals">How many of them each reason keeps the pod off.</param>
    public sealed record Unschedulable(int Nodes, IReadOnlyDictionary<string, int> Refusals) : PlacementDecision
    {
        /// <summary>The sentence of condition and Event, in kube-scheduler's words: <c>0/3 nodes are available: 3 Insufficient cpu.</c></summary>
        public string Message => Nodes == 0
            ? "no nodes available to schedule pods"
            : $"0/{Nodes} nodes are available: {string.Join(", ", Refusals.Select(refusal => $"{refusal.Value} {refusal.Key}").Order(StringComparer.Ordinal))}.";
    }
}
