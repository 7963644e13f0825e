namespace ActorKube.Rules.Pods;

/// <summary>One run of a container that has ended.</summary>
/// <param name="ExitCode">Exit code; 128 + n for signal n.</param>
/// <param name="Reason">Completed, Error, OOMKilled, ContainerStatusUnknown …</param>
/// <param name="Message">More, or empty.</param>
/// <param name="StartedAt">When it started; null if unknown.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="ContainerId">The run's id; empty if unknown.</param>
public sealed record EndedRun(int ExitCode, string Reason, string Message, DateTimeOffset? StartedAt, DateTimeOffset FinishedAt, string ContainerId)
{
    /// <summary>A run that ended by itself or by a signal.</summary>
    public static EndedRun Of(int exitCode, DateTimeOffset startedAt, DateTimeOffset finishedAt, string containerId) =>
        new(exitCode, exitCode == 0 ? "Completed" : "Error", "", startedAt, finishedAt, containerId);
}
