using ActorKube.Rules.Containers.Files;

namespace ActorKube.Rules.Volumes;

/// <summary>What must be at a <c>hostPath</c> before it is mounted.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/#hostpath-volume-types; checkType in pkg/volume/hostpath.</remarks>
public static class HostPathRules
{
    /// <summary>Checks the type, and makes what <c>DirectoryOrCreate</c> and <c>FileOrCreate</c> want. Returns why it can't be mounted, or null.</summary>
    /// <param name="disk">The node's files.</param>
    /// <param name="path">The absolute path.</param>
    /// <param name="type">The type; empty for none, where a missing directory is made as container runtimes make it.</param>
    /// <param name="now">The time.</param>
    public static string? SetUp(INodeDisk disk, string path, string type, DateTimeOffset now)
    {
        var inside = string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."));
        var there = disk.Find(inside);
        switch (type)
        {
            case "":
            case "DirectoryOrCreate" when there is null:
                var unmade = there is null ? disk.MakeDirectory(inside, parents: true, now) : FileFault.None;
                return unmade == FileFault.None ? null : $"mkdir {path}: {Words(unmade)}";
            case "Directory" or "DirectoryOrCreate":
                return there is { IsDirectory: true } ? null : Wrong("directory");
            case "FileOrCreate" when there is null:
                return disk.MakeFile(inside, now) is not FileFault.None and var unwritten ? $"open {path}: {Words(unwritten)}" : null;
            case "File" or "FileOrCreate":
                return there is { IsDirectory: false } ? null : Wrong("file");
            case "Socket":
                return Wrong("socket file");
            case "CharDevice":
                return Wrong("character device");
            case "BlockDevice":
                return Wrong("block device");
            default:
                return $"{type} is an invalid volume type";
        }

        string Wrong(string what) => $"hostPath type check failed: {path} is not a {what}";

        // Go says it in lower case.
        static string Words(FileFault fault) => fault.Text().ToLowerInvariant();
    }
}
