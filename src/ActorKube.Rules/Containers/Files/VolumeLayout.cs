using System.Collections.Immutable;
using ActorKube.Rules.Volumes;

namespace ActorKube.Rules.Containers.Files;

/// <summary>The files of a volume that are given, at one moment.</summary>
/// <param name="Files">The files.</param>
/// <param name="Modified">When they became so, emulated time.</param>
public readonly record struct VolumeLayout(ImmutableArray<VolumeFile> Files, DateTimeOffset Modified);
