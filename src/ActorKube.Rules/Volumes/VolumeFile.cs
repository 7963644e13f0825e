namespace ActorKube.Rules.Volumes;

/// <summary>A file of a volume, as a value that any runtime can lay out.</summary>
/// <param name="Path">Its path within the volume, without a leading slash; its directories come with it.</param>
/// <param name="Bytes">Its bytes, which others may share.</param>
/// <param name="Mode">Its permission bits.</param>
public readonly record struct VolumeFile(string Path, ReadOnlyMemory<byte> Bytes, UnixFileMode Mode);
