namespace ActorKube.Rules.Containers;

/// <summary>How a container ends by its pod's annotations.</summary>
/// <param name="After">Emulated time after its start.</param>
/// <param name="ExitCode">What it ends with.</param>
public sealed record PlannedEnd(TimeSpan After, int ExitCode);
