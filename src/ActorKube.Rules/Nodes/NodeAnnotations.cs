namespace ActorKube.Rules.Nodes;

/// <summary>Annotations by which a Node object remembers its process over a restart of the control plane.</summary>
public static class NodeAnnotations
{
    /// <summary>Name of the process that hosts the node.</summary>
    public const string Host = "actorkube.io/host";

    /// <summary>The process's address in the cluster.</summary>
    public const string Address = "actorkube.io/address";
}
