namespace ActorKube.Rules.Images;

/// <summary>How a node pulls.</summary>
/// <param name="AtOnce">Pulls at a time: 1 for one after the other.</param>
/// <param name="Bandwidth">Bytes a second of each, emulated time.</param>
/// <remarks>Source: https://kubernetes.io/docs/concepts/containers/images/#serial-and-parallel-image-pulls.</remarks>
public sealed record PullLimits(int AtOnce, long Bandwidth);
