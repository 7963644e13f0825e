using ActorKube.Rules.Pods.Endings;
using ActorKube.Rules.Pods.Probing;

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

    /// <summary>Its postStart hook.</summary>
    public HookPhase PostStart { get; init; }

    /// <summary>True if this run has passed its startup probe, or has none.</summary>
    public bool IsStarted { get; init; }

    /// <summary>True if any run of it has started with all that belongs to it: what waits for a sidecar goes on.</summary>
    public bool HasStartedOnce { get; init; }

    /// <summary>True if its readiness probe says so, or it has none.</summary>
    public bool IsProbedReady { get; init; }

    /// <summary>The probe for whose failure it is to be started again; null if there is none.</summary>
    public ProbeKind? FailedProbe { get; init; }

    /// <summary>True if its image has changed since it was started: it is started again, whatever the restart policy says.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>How far its stopping has come; null if it isn't being stopped.</summary>
    public ContainerStop? Stop { get; init; }

    /// <summary>True while its process runs.</summary>
    public bool IsRunning => RunningSince is not null;

    /// <summary>True while it is shown as running.</summary>
    public bool ShowsRunning => IsRunning && PostStart == HookPhase.None;

    /// <summary>True while it may get requests.</summary>
    public bool IsReady => ShowsRunning && IsStarted && IsProbedReady;

    /// <summary>True if it has ended with exit code 0.</summary>
    public bool HasSucceeded => Ended is { ExitCode: 0 };

    /// <summary>True if it ran at least once.</summary>
    public bool HasRun => IsRunning || Ended is not null || Previous is not null;
}
