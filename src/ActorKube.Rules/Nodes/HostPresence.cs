namespace ActorKube.Rules.Nodes;

/// <summary>What the cluster's membership says of the process that hosts a node.</summary>
public enum HostPresence
{
    /// <summary>A member, as far as is known.</summary>
    Present,

    /// <summary>Unreachable: paused, cut off, or dead.</summary>
    Lost,

    /// <summary>Removed from the cluster, so it is fenced: nothing of it runs any more that this cluster would take for alive.</summary>
    Gone,
}
