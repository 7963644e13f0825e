namespace ActorKube.Rules.Containers.Files;

/// <summary>A volume as one container has it.</summary>
/// <param name="Path">Where it is mounted, such as <c>/data</c>.</param>
/// <param name="Volume">The volume.</param>
/// <param name="SubPath">The directory of the volume that is mounted; empty for all of it.</param>
/// <param name="ReadOnly">True if it can't be written.</param>
public sealed record MountedVolume(string Path, MemoryVolume Volume, string SubPath, bool ReadOnly);
