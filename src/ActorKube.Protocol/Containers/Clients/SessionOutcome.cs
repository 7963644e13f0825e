using ActorKube.Model.Refusals;

namespace ActorKube.Protocol.Containers.Clients;

/// <summary>How a session ended.</summary>
/// <param name="ExitCode">The command's exit code; 0 for what has none.</param>
/// <param name="Refusal">Set if it failed without an exit code.</param>
public sealed record SessionOutcome(int ExitCode, Refusal? Refusal);
