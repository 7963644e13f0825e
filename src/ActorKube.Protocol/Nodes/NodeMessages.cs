using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;

namespace ActorKube.Protocol.Nodes;

/// <summary>The conversation between node hosts (worker processes) and the control plane's node lifecycle, and about what runs on nodes.</summary>
public interface INodeMessage;

/// <summary>What the control plane's node lifecycle takes; the singleton forwards it there.</summary>
public interface INodeLifecycleMessage : INodeMessage;

/// <summary>
/// A node host offers its nodes. Sent at the start and whenever the control plane's epoch changes. Answered by <see cref="NodesRegistered"/>.
/// </summary>
/// <param name="Host">Name of the process.</param>
/// <param name="Incarnation">A number that differs for each start of the process.</param>
/// <param name="Nodes">Each node as a Node object in JSON, with labels, capacity, allocatable, node info and addresses.</param>
public sealed record RegisterNodes(string Host, long Incarnation, ImmutableArray<ReadOnlyMemory<byte>> Nodes) : INodeLifecycleMessage;

/// <summary>The nodes are objects in the store now. The host watches its pods, and sends heartbeats from here on.</summary>
/// <param name="Epoch">The control plane's epoch.</param>
/// <param name="Refused">Nodes that were not taken, by name, and why.</param>
public sealed record NodesRegistered(long Epoch, ImmutableArray<NodeRefused> Refused) : INodeMessage;

/// <summary>A node that was not taken.</summary>
/// <param name="NodeName">The node.</param>
/// <param name="Refusal">Why.</param>
public sealed record NodeRefused(string NodeName, Refusal Refusal);

/// <summary>One message a process says that its nodes live. Answered by <see cref="HeartbeatsAcknowledged"/>.</summary>
/// <param name="Host">Name of the process.</param>
/// <param name="Incarnation">As in <see cref="RegisterNodes"/>.</param>
/// <param name="PodsSeen">The revision up to which the host has seen its pods and acted: a node that was away is Ready again only once this passes what it missed.</param>
/// <param name="Nodes">State of each node.</param>
public sealed record NodeHeartbeats(string Host, long Incarnation, Revision PodsSeen, ImmutableArray<NodeHeartbeat> Nodes) : INodeLifecycleMessage;

/// <summary>State of one node.</summary>
/// <param name="NodeName">The node.</param>
/// <param name="Ready">True if kubelet and runtime work.</param>
/// <param name="Reason">Reason of the Ready condition, such as <c>KubeletReady</c>.</param>
/// <param name="Message">Message of the Ready condition.</param>
public sealed record NodeHeartbeat(string NodeName, bool Ready, string Reason, string Message)
{
    /// <summary>True if the node is short of memory, or was so a while ago: its condition MemoryPressure.</summary>
    public bool IsShortOfMemory { get; init; }
}

/// <summary>The answer to <see cref="NodeHeartbeats"/>.</summary>
/// <param name="Epoch">The control plane's epoch; another one than at registration means: register again and watch anew.</param>
/// <param name="Unknown">Nodes that the control plane doesn't know as this host's: register again.</param>
/// <param name="Resync">Nodes that were taken for dead: list the pods again, stop what was replaced, then report <c>PodsSeen</c>.</param>
public sealed record HeartbeatsAcknowledged(long Epoch, ImmutableArray<string> Unknown, ImmutableArray<string> Resync) : INodeMessage;
