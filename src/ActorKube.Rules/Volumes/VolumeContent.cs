using System.Collections.Immutable;

namespace ActorKube.Rules.Volumes;

/// <summary>What a volume is made of, for any runtime.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/.</remarks>
public abstract record VolumeContent
{
    private VolumeContent() { }

    /// <summary>Files that are given, and can't be written: <c>configMap</c>, <c>secret</c>, <c>downwardAPI</c>, <c>projected</c>.</summary>
    /// <param name="Items">The files, at most one a path.</param>
    public sealed record Files(ImmutableArray<VolumeFile> Items) : VolumeContent;

    /// <summary>An empty directory, which is gone with the pod: <c>emptyDir</c>.</summary>
    /// <param name="SizeLimit">Bytes that it may hold; null for no limit.</param>
    /// <param name="InMemory">True if it is a file system in memory, which is full at its limit; false if the pod is evicted for passing it.</param>
    public sealed record Scratch(long? SizeLimit, bool InMemory) : VolumeContent;

    /// <summary>A file or directory of the node: <c>hostPath</c>, and a PersistentVolume of one.</summary>
    /// <param name="Path">Its absolute path on the node.</param>
    /// <param name="Type">What must be there: a type of <c>hostPath</c>, or empty.</param>
    /// <param name="ReadOnly">True if it can't be written.</param>
    public sealed record NodePath(string Path, string Type, bool ReadOnly) : VolumeContent;
}
