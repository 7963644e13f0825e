namespace ActorKube.Rules.Pods.Probing;

/// <summary>What a probe is for.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#types-of-probe.</remarks>
public enum ProbeKind
{
    /// <summary>Has the container started? The others wait for it; a container that fails it is started again.</summary>
    Startup,

    /// <summary>Does the container live? One that fails it is started again.</summary>
    Liveness,

    /// <summary>May the pod get requests?</summary>
    Readiness,
}
