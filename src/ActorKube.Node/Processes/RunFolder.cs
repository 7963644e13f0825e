namespace ActorKube.Node.Processes;

/// <summary>Where one run of a process container has its files.</summary>
/// <param name="Path">The folder of the run.</param>
/// <param name="Hostname">The pod's host name.</param>
/// <param name="HiddenPath">The folder of the cluster's data, which the container must not see.</param>
/// <param name="Mounts">What is mounted into its view, in order.</param>
internal sealed record RunFolder(string Path, string Hostname, string HiddenPath, IReadOnlyList<FolderMount> Mounts)
{
    /// <summary>What the run wrote, where its view of the file system is private; its root folder otherwise.</summary>
    internal string Root => System.IO.Path.Combine(Path, "root");

    /// <summary>The file for its last words.</summary>
    internal string LastWords => System.IO.Path.Combine(Path, "termination-log");

    /// <summary>Copies of what it mounts a part of.</summary>
    internal string Parts => System.IO.Path.Combine(Path, "parts");

    internal string Upper => System.IO.Path.Combine(Path, "upper");

    /// <summary>Makes the folders.</summary>
    /// <exception cref="IOException">The disk doesn't want to.</exception>
    internal void Make()
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Upper);
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "work"));
        File.WriteAllBytes(LastWords, []);
    }
}

/// <summary>A folder or file that a container sees at a path of its own.</summary>
/// <param name="Source">Where it really is.</param>
/// <param name="Path">Where the container sees it.</param>
/// <param name="IsReadOnly">True if the container may only read it.</param>
internal sealed record FolderMount(string Source, string Path, bool IsReadOnly);
