namespace ActorKube.Model.Pods;

/// <summary>A port of the node that a container of a pod takes.</summary>
/// <param name="Number">The port of the node.</param>
/// <param name="Protocol">TCP, UDP or SCTP.</param>
/// <param name="Address">The node's address that is meant; <c>0.0.0.0</c> for all.</param>
/// <param name="ContainerPort">The container's port behind it.</param>
public sealed record HostPort(int Number, string Protocol, string Address, int ContainerPort)
{
    /// <summary>All of a node's addresses.</summary>
    public const string Everywhere = "0.0.0.0";

    /// <summary>True if two pods can't have these on one node.</summary>
    public bool ConflictsWith(HostPort other) => Number == other.Number && Protocol == other.Protocol
        && (Address == other.Address || Address == Everywhere || other.Address == Everywhere);
}
