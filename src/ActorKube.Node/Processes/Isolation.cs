namespace ActorKube.Node.Processes;

/// <summary>How far the machine lets a worker fence its process containers off, from the most to nothing at all.</summary>
internal enum Isolation
{
    /// <summary>Own processes, and a private view of the file system in which volumes are at their mount paths.</summary>
    Whole,

    /// <summary>Own processes, which the kernel ends with the first of them; the files are the machine's own.</summary>
    Processes,

    /// <summary>A session of its own; what leaves it is found by a variable in its environment.</summary>
    Session,

    /// <summary>Containers can't be started: this is no Linux, or its usual programs are missing.</summary>
    None,
}
