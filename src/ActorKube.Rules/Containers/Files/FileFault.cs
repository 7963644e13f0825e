namespace ActorKube.Rules.Containers.Files;

/// <summary>Why something can't be done with a file.</summary>
public enum FileFault
{
    /// <summary>It was done.</summary>
    None,

    /// <summary>ENOENT.</summary>
    NotFound,

    /// <summary>EISDIR.</summary>
    IsDirectory,

    /// <summary>ENOTDIR.</summary>
    NotDirectory,

    /// <summary>EEXIST.</summary>
    Exists,

    /// <summary>EROFS.</summary>
    ReadOnly,

    /// <summary>ENOSPC: a bound is reached.</summary>
    NoSpace,

    /// <summary>EBUSY: it is a mount point.</summary>
    Busy,
}

/// <summary>Faults in the words of the C library.</summary>
public static class FileFaults
{
    /// <summary>What <c>strerror</c> says.</summary>
    public static string Text(this FileFault fault) => fault switch
    {
        FileFault.NotFound => "No such file or directory",
        FileFault.IsDirectory => "Is a directory",
        FileFault.NotDirectory => "Not a directory",
        FileFault.Exists => "File exists",
        FileFault.ReadOnly => "Read-only file system",
        FileFault.NoSpace => "No space left on device",
        FileFault.Busy => "Resource busy",
        _ => "Success",
    };
}
