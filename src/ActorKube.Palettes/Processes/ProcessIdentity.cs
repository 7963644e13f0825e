using System.Collections.Immutable;

namespace ActorKube.Palettes.Processes;

/// <summary>Who this process is, as its command line said.</summary>
/// <param name="Name">Its name, such as <c>worker-2</c>.</param>
/// <param name="Role">Its role: <c>control-plane</c> or <c>worker</c>.</param>
/// <param name="PbmPort">The port of its <c>pbm</c> host.</param>
/// <param name="Nodes">Names of the nodes that it hosts; empty on a control plane.</param>
public sealed record ProcessIdentity(string Name, string Role, int PbmPort, ImmutableArray<string> Nodes);
