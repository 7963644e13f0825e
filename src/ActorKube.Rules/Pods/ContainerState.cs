namespace ActorKube.Rules.Pods;

/// <summary>What a kubelet knows of one container of a pod. Immutable.</summary>
/// <param name="Name">The container's name.</param>
public sealed record ContainerState(string Name)
{
    /// <summary>Why it waits; meaningful while it neither runs nor has ended.</summary>
    public string WaitingReason { get; init; } = "ContainerCreating";

    /// <summary>More on why it waits.</summary>
    public string WaitingMessage { get; init; } = "";

    /// <summary>Since when it runs; null if it doesn't.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>How its last run ended; null if it runs or never ran.</summary>
    public EndedRun? Ended { get; init; }

    /// <summary>How the run before this one ended: <c>lastState</c>.</summary>
    public EndedRun? Previous { get; init; }

    /// <summary>How often it was started again.</summary>
    public int RestartCount { get; init; }

    /// <summary>The id of the run that runs; empty if none does.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>The image's id once it is on the node.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>True from the decision to start it until it runs or can't be: nothing else is decided about it meanwhile.</summary>
    public bool IsStarting { get; init; }

    /// <summary>True if the start failed for good reasons that may pass (image, configuration); tried again at <see cref="NotBefore"/>.</summary>
    public bool IsStartFailed { get; init; }

    /// <summary>The next start waits until then: back-off.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How long the last back-off was; zero if there was none.</summary>
    public TimeSpan Backoff { get; init; }

    /// <summary>True while it runs.</summary>
    public bool IsRunning => RunningSince is not null;

    /// <summary>True if it has ended with exit code 0.</summary>
    public bool HasSucceeded => Ended is { ExitCode: 0 };

    /// <summary>True if it ran at least once.</summary>
    public bool HasRun => IsRunning || Ended is not null || Previous is not null;
}
