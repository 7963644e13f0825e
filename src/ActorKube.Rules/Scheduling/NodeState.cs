using System.Collections.Immutable;
using ActorKube.Model.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Pods;
using ActorKube.Model.Quantities;

namespace ActorKube.Rules.Scheduling;

/// <summary>A node as the scheduler sees it at one moment: what it is, and what its pods take. Immutable.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Labels">The node's labels.</param>
/// <param name="View">Allocatable, taints, cordon.</param>
/// <param name="Taken">What the pods that are bound here, or assumed to be, request together.</param>
/// <param name="TakenNonZero">The same with upstream's stand-ins for pods that request no CPU or memory; scores use it.</param>
/// <param name="PodCount">How many pods that are.</param>
public sealed record NodeState(string Name, LabelSet Labels, NodeView View, ResourceList Taken, ResourceList TakenNonZero, int PodCount)
{
    /// <summary>The node's ports that its pods take.</summary>
    public ImmutableArray<HostPort> TakenPorts { get; init; } = [];

    /// <summary>A node without pods.</summary>
    public static NodeState Of(ApiObject node) => new(node.Key.Name, node.Metadata.Labels, node.Node, ResourceList.Empty, ResourceList.Empty, 0);

    /// <summary>The node with one more pod.</summary>
    public NodeState With(PodDemand pod) =>
        this with { Taken = Taken.Plus(pod.Requests), TakenNonZero = TakenNonZero.Plus(pod.NonZeroRequests), PodCount = PodCount + 1, TakenPorts = TakenPorts.AddRange(pod.HostPorts) };

    /// <summary>The node with one pod less.</summary>
    public NodeState Without(PodDemand pod) =>
        this with { Taken = Taken.Minus(pod.Requests), TakenNonZero = TakenNonZero.Minus(pod.NonZeroRequests), PodCount = PodCount - 1, TakenPorts = TakenPorts.RemoveRange(pod.HostPorts) };
}
