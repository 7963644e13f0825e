using ActorKube.Model.Quantities;

namespace ActorKube.Rules.Pods;

/// <summary>Where a pod runs, as its containers may ask.</summary>
/// <param name="NodeName">The node.</param>
/// <param name="NodeAddress">Its address.</param>
/// <param name="PodAddress">The pod's address.</param>
/// <param name="Allocatable">What the node has for pods: the limit of a container that has none.</param>
public sealed record PodPlace(string NodeName, string NodeAddress, string PodAddress, ResourceList Allocatable);
