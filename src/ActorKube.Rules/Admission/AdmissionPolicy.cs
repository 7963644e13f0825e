namespace ActorKube.Rules.Admission;

/// <summary>The settings of admission that differ between profiles.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions.</remarks>
public sealed record AdmissionPolicy
{
    /// <summary>Upstream's numbers.</summary>
    public static readonly AdmissionPolicy Kubernetes = new();

    /// <summary>Seconds for which a pod that doesn't say tolerates a node that is not ready; upstream's number is 300.</summary>
    public int DefaultNotReadyTolerationSeconds { get; init; } = 300;

    /// <summary>Seconds for which a pod that doesn't say tolerates a node that is unreachable; upstream's number is 300.</summary>
    public int DefaultUnreachableTolerationSeconds { get; init; } = 300;
}
