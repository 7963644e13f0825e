namespace ActorKube.Rules.Containers.Serving;

/// <summary>Who answers.</summary>
/// <param name="Pod">Name of the pod.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Node">Name of the node.</param>
/// <param name="Container">Name of the container.</param>
/// <param name="Address">The pod's address.</param>
/// <param name="Hostname">The pod's host name.</param>
/// <param name="Tag">The tag of the container's image.</param>
public sealed record ServerIdentity(string Pod, string Namespace, string Node, string Container, string Address, string Hostname, string Tag);
