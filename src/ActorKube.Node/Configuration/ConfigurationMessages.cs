using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Node.Nodes;
using ActorKube.Rules.Volumes;

namespace ActorKube.Node.Configuration;

/// <summary>
/// Pod to <see cref="ConfigurationActor"/>, by way of its node and host: show me these objects, now and whenever one of them comes, changes or goes. A later one
/// replaces it; it ends with the pod's actor. Answered by <see cref="ObjectsShown"/>.
/// </summary>
internal sealed record FollowObjects(ImmutableHashSet<ResourceKey> Keys) : ILocalMessage;

/// <summary>What comes to a pod about the objects that it names, and about its volumes.</summary>
internal interface IConfigurationMessage : ILocalMessage;

/// <summary>To a pod: the objects of those keys, as far as they are there.</summary>
/// <param name="Keys">The keys that were asked for.</param>
/// <param name="Objects">The objects.</param>
internal sealed record ObjectsShown(ImmutableHashSet<ResourceKey> Keys, ConfigurationSnapshot Objects) : IConfigurationMessage;

/// <summary>Host to <see cref="ConfigurationActor"/>: another control plane, or another life of it, has taken the host's nodes.</summary>
internal sealed record ControlPlaneRenewed : ILocalMessage;
