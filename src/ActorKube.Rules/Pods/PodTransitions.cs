namespace ActorKube.Rules.Pods;

/// <summary>How the state of a container changes by what happens to it.</summary>
public static class PodTransitions
{
    /// <summary>A run has begun; one after an earlier end counts as a restart.</summary>
    public static ContainerState Started(ContainerState container, string containerId, DateTimeOffset now) => container with
    {
        IsStarting = false, IsStartFailed = false, RunningSince = now, ContainerId = containerId, NotBefore = null,
        Previous = container.Ended ?? container.Previous, Ended = null,
        RestartCount = container.RestartCount + (container.Ended is null ? 0 : 1),
        WaitingReason = "ContainerCreating", WaitingMessage = "",
    };

    /// <summary>The run has ended.</summary>
    public static ContainerState Ended(ContainerState container, int exitCode, DateTimeOffset now) => container with
    {
        IsStarting = false, RunningSince = null, ContainerId = "",
        Ended = EndedRun.Of(exitCode, container.RunningSince ?? now, now, container.ContainerId),
    };

    /// <summary>It can't be started for a reason that may pass: it waits with that reason, and is tried again.</summary>
    public static ContainerState StartFailed(ContainerState container, string reason, string message, DateTimeOffset? tryAgain) => container with
    {
        IsStarting = false, IsStartFailed = true, WaitingReason = reason, WaitingMessage = message, NotBefore = tryAgain ?? DateTimeOffset.MaxValue,
    };

    /// <summary>A start that was decided was called off because the pod ends.</summary>
    public static ContainerState CalledOff(ContainerState container) => container with { IsStarting = false };
}
