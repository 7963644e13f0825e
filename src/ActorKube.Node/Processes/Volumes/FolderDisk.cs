using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Volumes;

namespace ActorKube.Node.Processes.Volumes;

/// <summary>The disk of a node that runs real processes: a folder of its own, which its <c>hostPath</c> volumes are in and which outlives the worker. Not the machine's files.</summary>
/// <param name="root">The folder, a full path.</param>
internal sealed class FolderDisk(string root) : INodeDisk
{
    /// <summary>Where a path of the node is on this machine; null if a link there leads out of the node.</summary>
    internal string? Real(string path) => ConfinedPath.Resolve(root, path);

    public FileFacts? Find(string path)
    {
        if (Real(path) is not { } real)
            return null;
        return Directory.Exists(real) ? new(true, 0, default, default) : File.Exists(real) ? new(false, new FileInfo(real).Length, default, default) : null;
    }

    public FileFault MakeDirectory(string path, bool parents, DateTimeOffset now) => Make(path, real =>
    {
        Directory.CreateDirectory(real);
    });

    public FileFault MakeFile(string path, DateTimeOffset now) => Make(path, real =>
    {
        using var _ = new FileStream(real, FileMode.OpenOrCreate);
    });

    private FileFault Make(string path, Action<string> make)
    {
        if (Real(path) is not { } real)
            return FileFault.NotFound;
        try
        {
            make(real);
            return FileFault.None;
        }
        catch (DirectoryNotFoundException)
        {
            return FileFault.NotFound;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return File.Exists(real) || Directory.Exists(real) ? FileFault.Exists : FileFault.NotDirectory;
        }
    }
}
