namespace ActorKube.Rules.Nodes;

/// <summary>By what a node is taken for dead.</summary>
public enum FailureDetector
{
    /// <summary>Missing heartbeats or an unreachable process, whichever comes first.</summary>
    Either,

    /// <summary>Missing heartbeats alone, as upstream.</summary>
    Heartbeats,

    /// <summary>The cluster's own failure detector alone.</summary>
    Membership,
}
