namespace ActorKube.Rules.Images;

/// <summary>A pull that a container waits for.</summary>
/// <param name="Id">Its number; no two of a node have the same.</param>
/// <param name="Image">The image.</param>
/// <param name="Facts">What is known of it.</param>
/// <param name="Fault">Why the registry doesn't give it; null if it does.</param>
/// <param name="Since">When it was asked for.</param>
public sealed record PullRequest(long Id, ImageReference Image, ImageFacts Facts, string? Fault, DateTimeOffset Since);
