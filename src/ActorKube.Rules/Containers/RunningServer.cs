using System.Collections.Immutable;
using ActorKube.Rules.Containers.Serving;
using ActorKube.Rules.Containers.Usage;

namespace ActorKube.Rules.Containers;

/// <summary>A program of an image that runs in a container: where it listens, and what it uses.</summary>
/// <param name="Ports">Where it listens.</param>
/// <param name="StartedAt">Since when.</param>
/// <param name="Cpu">Processor time, in cores.</param>
/// <param name="Memory">Memory, in bytes.</param>
public sealed record RunningServer(ImmutableArray<ServedPort> Ports, DateTimeOffset StartedAt, UsageCurve Cpu, UsageCurve Memory);
