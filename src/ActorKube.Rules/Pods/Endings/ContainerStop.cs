namespace ActorKube.Rules.Pods.Endings;

/// <summary>How far the stopping of a container that still runs has come. Immutable.</summary>
/// <param name="Deadline">When it is killed.</param>
/// <param name="Phase">What it waits for.</param>
public sealed record ContainerStop(DateTimeOffset Deadline, StopPhase Phase);

/// <summary>What a container that is being stopped waits for.</summary>
public enum StopPhase
{
    /// <summary>For its preStop hook to end.</summary>
    PreStop,

    /// <summary>For its turn: sidecars are stopped after the containers that need them.</summary>
    Turn,

    /// <summary>For its process to end on SIGTERM.</summary>
    Terminated,

    /// <summary>For its process to end on SIGKILL.</summary>
    Killed,
}
