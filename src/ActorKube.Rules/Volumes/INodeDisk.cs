using ActorKube.Rules.Containers.Files;

namespace ActorKube.Rules.Volumes;

/// <summary>A node's own files, as far as <c>hostPath</c> volumes look at them. Paths have no leading slash and are normal.</summary>
public interface INodeDisk
{
    /// <summary>What is at a path; null if nothing is.</summary>
    FileFacts? Find(string path);

    /// <summary>Makes a directory; with <paramref name="parents"/> those above it, too, and it may be there already.</summary>
    FileFault MakeDirectory(string path, bool parents, DateTimeOffset now);

    /// <summary>Makes an empty file, whose directory must be there.</summary>
    FileFault MakeFile(string path, DateTimeOffset now);
}
