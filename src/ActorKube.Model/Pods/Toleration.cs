using ActorKube.Model.Nodes;

namespace ActorKube.Model.Pods;

/// <summary>A pod's toleration of taints.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/.</remarks>
/// <param name="Key">Taint key; empty with operator Exists tolerates every key.</param>
/// <param name="Operator"><c>Equal</c> (the default) or <c>Exists</c>.</param>
/// <param name="Value">Taint value for Equal.</param>
/// <param name="Effect">Taint effect; empty tolerates every effect.</param>
/// <param name="TolerationSeconds">For NoExecute: how long the pod stays; null is for ever.</param>
public sealed record Toleration(string Key, string Operator, string Value, string Effect, long? TolerationSeconds)
{
    /// <summary>True if this toleration covers that taint.</summary>
    public bool Tolerates(Taint taint) =>
        (Effect.Length == 0 || Effect == taint.Effect)
        && (Key.Length == 0 ? Operator == "Exists" : Key == taint.Key)
        && (Operator == "Exists" || Value == taint.Value);
}
