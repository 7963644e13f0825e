namespace ActorKube.Rules.Nodes;

/// <summary>The rules' own settings of node life. All durations are emulated time.</summary>
public sealed record NodePolicy
{
    /// <summary>A node is taken for dead if its last heartbeat is older than this.</summary>
    public required TimeSpan HeartbeatGrace { get; init; }

    /// <summary>Nodes that were not heard of yet keep their stored state for so long after the control plane started.</summary>
    public required TimeSpan StartupGrace { get; init; }

    /// <summary>By what a node is taken for dead.</summary>
    public required FailureDetector Detector { get; init; }

    /// <summary>Which pods of a dead node run again elsewhere.</summary>
    public required PodMigration Migration { get; init; }

    /// <summary>How long a pod may be bound to a node that doesn't exist.</summary>
    public required TimeSpan PodGcQuarantine { get; init; }
}
