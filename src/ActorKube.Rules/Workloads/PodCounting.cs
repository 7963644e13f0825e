using ActorKube.Model.Objects;

namespace ActorKube.Rules.Workloads;

/// <summary>When a pod counts, and as what.</summary>
public static class PodCounting
{
    /// <summary>True if the pod counts towards replicas: it has not ended and is not being deleted.</summary>
    public static bool IsActive(ApiObject pod) => !pod.Metadata.IsDeleting && !pod.Pod.IsTerminal;

    /// <summary>When a Ready pod is available: once it has been Ready for so long; null if it isn't Ready.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#min-ready-seconds.</remarks>
    public static DateTimeOffset? AvailableFrom(ApiObject pod, int minReadySeconds)
    {
        if (!pod.Pod.IsReady)
            return null;
        if (minReadySeconds == 0)
            return DateTimeOffset.MinValue;
        return pod.Pod.ReadyTransition?.AddSeconds(minReadySeconds);
    }
}
