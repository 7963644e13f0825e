using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Rules.Workloads;

namespace ActorKube.ControlPlane.NodeLifecycle;

/// <summary>What is to be written about one pod because of its node.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Changes">The changes, in order.</param>
/// <param name="Atomic">True if they must all happen or none.</param>
internal sealed record PodDeparture(ResourceKey Pod, ImmutableArray<Change> Changes, bool Atomic = false);
