using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Rules.Workloads;

namespace ActorKube.ControlPlane.Controllers;

/// <summary>The changes that one pass over a key has asked the store for.</summary>
/// <param name="Key">The key that was looked at.</param>
/// <param name="Changes">The changes, one a write, in order.</param>
/// <param name="Deadline">When the controller stops waiting for the answer, on the scheduler's own clock.</param>
internal sealed record Submission(ResourceKey Key, ImmutableArray<Change> Changes, TimeSpan Deadline);
