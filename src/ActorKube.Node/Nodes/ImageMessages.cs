using System.Collections.Immutable;
using ActorKube.Rules.Images;

namespace ActorKube.Node.Nodes;

/// <summary>Pod to runtime: have this image on the node. Answered by <see cref="ImageAnswered"/>, after <see cref="ImagePulling"/> if it is pulled.</summary>
/// <param name="Container">The container that wants it.</param>
/// <param name="Image">The image.</param>
/// <param name="Policy">The container's imagePullPolicy.</param>
/// <param name="IsHeldBack">True if it mustn't be pulled yet, because an earlier pull failed.</param>
/// <param name="Accounts">What the pod's Secrets have for the image's registry.</param>
internal sealed record PullImage(string Container, ImageReference Image, string Policy, bool IsHeldBack, ImmutableArray<RegistryAccount> Accounts) : ILocalMessage;

/// <summary>What comes to a pod about its images.</summary>
internal interface IImageMessage : ILocalMessage;

/// <summary>Runtime to pod: a pull begins, or waits for its turn.</summary>
internal sealed record ImagePulling(string Container) : IImageMessage;

/// <summary>Runtime to pod: what came of it.</summary>
internal sealed record ImageAnswered(string Container, ImageReference Image, PullAnswer Answer) : IImageMessage;

/// <summary>Runtime to host: other images are on the node.</summary>
internal sealed record NodeImagesChanged(string NodeName, NodeImages Images) : ILocalMessage;
