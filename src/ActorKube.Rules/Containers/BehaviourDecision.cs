namespace ActorKube.Rules.Containers;

/// <summary>What a simulated container will do, or why it can't be started.</summary>
/// <param name="Program">What it will do; null if it can't be started.</param>
/// <param name="CannotRun">Why not, in a container runtime's words; null if it can.</param>
/// <param name="IsGuess">True if nothing is known of what it runs.</param>
public sealed record BehaviourDecision(SimulatedProgram? Program, string? CannotRun, bool IsGuess);
