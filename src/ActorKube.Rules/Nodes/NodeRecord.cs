using ActorKube.Model.Objects;

namespace ActorKube.Rules.Nodes;

/// <summary>What the control plane knows of a node beyond its object: who hosts it, and when it was last heard.</summary>
/// <param name="Name">The node.</param>
/// <param name="Host">Name of the process that hosts it; empty if it was not heard of since the control plane started.</param>
/// <param name="Address">The process's address in the cluster.</param>
/// <param name="Incarnation">Number of the process's start.</param>
public sealed record NodeRecord(string Name, string Host, string Address, long Incarnation)
{
    /// <summary>What the membership says of the process.</summary>
    public HostPresence Presence { get; init; } = HostPresence.Present;

    /// <summary>When the node was last heard; before the first time, when it became known.</summary>
    public DateTimeOffset LastHeard { get; init; }

    /// <summary>The last heartbeat's state; null before the first one.</summary>
    public NodeReport? Report { get; init; }

    /// <summary>The revision up to which the host has seen its pods.</summary>
    public Revision PodsSeen { get; init; }

    /// <summary>True if the node was taken for dead: its pods may have been replaced, so it isn't Ready again before it has seen that.</summary>
    public bool MustResync { get; init; }

    /// <summary>The revision that <see cref="PodsSeen"/> must reach; set when the node is heard again.</summary>
    public Revision ResyncAt { get; init; }

    /// <summary>True if the node was heard in this control plane's time or before.</summary>
    public bool WasEverHeard { get; init; }

    /// <summary>True if a process that hosts the node was heard since the control plane started.</summary>
    public bool IsHosted => Host.Length > 0;

    /// <summary>True if the node has been told what to see, and has seen it.</summary>
    public bool IsResynced => !MustResync || (ResyncAt.IsSome && PodsSeen >= ResyncAt);
}
