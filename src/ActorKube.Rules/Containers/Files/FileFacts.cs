namespace ActorKube.Rules.Containers.Files;

/// <summary>What is known of a file or directory without opening it.</summary>
/// <param name="IsDirectory">True for a directory.</param>
/// <param name="Length">Bytes; 0 for a directory.</param>
/// <param name="Modified">When it was last written, in emulated time.</param>
/// <param name="Mode">Permission bits.</param>
public readonly record struct FileFacts(bool IsDirectory, long Length, DateTimeOffset Modified, UnixFileMode Mode);
