using System.Collections.Immutable;

namespace ActorKube.Rules.Pods;

/// <summary>What is to be done about a pod now.</summary>
/// <param name="State">The state with waiting reasons and back-offs brought up to date, and those that start marked.</param>
/// <param name="Steps">What to do, in order.</param>
/// <param name="LookAgain">When to decide again though nothing happens; null for never.</param>
public sealed record PodActions(PodState State, ImmutableArray<PodAction> Steps, DateTimeOffset? LookAgain);
