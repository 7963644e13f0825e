using System.Text;

namespace ActorKube.Rules.Containers.Files;

/// <summary>
/// The files as one run of a container sees them: the volumes by its mounts, and a root of its own for everything else, which is gone with the run. Paths are
/// absolute; <see cref="Absolute"/> makes them so.
/// </summary>
public sealed class ContainerFiles
{
    private const string Nowhere = "/dev/null";

    /// <summary>What every image has.</summary>
    /// <remarks>Source: the Filesystem Hierarchy Standard, as far as small images keep to it.</remarks>
    private static readonly string[] Directories =
    [
        "bin", "dev", "etc", "home", "lib", "media", "mnt", "opt", "proc", "root", "run", "sbin", "srv", "sys", "tmp", "usr", "usr/bin", "usr/lib", "usr/local", "usr/local/bin",
        "usr/sbin", "usr/share", "var", "var/cache", "var/lib", "var/log", "var/run", "var/tmp",
    ];

    private readonly FileQuota _quota;
    private readonly IReadOnlyList<MountedVolume> _mounts;
    private readonly string _hostname;
    private readonly string _address;
    private readonly IReadOnlyList<string> _folders;
    private MemoryVolume? _root;

    /// <summary>The files of a run that begins.</summary>
    /// <param name="quota">The pod's quota.</param>
    /// <param name="mounts">The container's mounts.</param>
    /// <param name="hostname">The pod's host name, for <c>/etc/hostname</c> and <c>/etc/hosts</c>.</param>
    /// <param name="address">The pod's address.</param>
    /// <param name="folders">What its image has besides the usual directories.</param>
    public ContainerFiles(FileQuota quota, IEnumerable<MountedVolume> mounts, string hostname, string address, IReadOnlyList<string>? folders = null)
    {
        (_quota, _hostname, _address, _folders) = (quota, hostname, address, folders ?? []);
        // The longest mount wins, as for nested mounts of a real file system.
        _mounts = [.. mounts.OrderByDescending(mount => mount.Path.Length)];
    }

    /// <summary>Bytes that may still be written.</summary>
    public long Free => _quota.Free;

    /// <summary>A path, seen from a directory, without <c>.</c> and <c>..</c>.</summary>
    public static string Absolute(string directory, string path)
    {
        var parts = new List<string>();
        foreach (var part in (path.StartsWith('/') ? path : $"{directory}/{path}").Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
                parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            else if (part != ".")
                parts.Add(part);
        }
        return "/" + string.Join('/', parts);
    }

    /// <summary>What is at a path; null if nothing is.</summary>
    public FileFacts? Find(string path)
    {
        if (path == Nowhere)
            return new(false, 0, default, (UnixFileMode)0b110_110_110);
        var (volume, inside, _, _) = Locate(path);
        return volume.Find(inside);
    }

    /// <summary>True if there is a directory.</summary>
    public bool IsDirectory(string path) => Find(path) is { IsDirectory: true };

    /// <summary>The bytes of a file.</summary>
    public (ReadOnlyMemory<byte> Bytes, FileFault Fault) Read(string path)
    {
        if (path == Nowhere)
            return (default, FileFault.None);
        var (volume, inside, _, _) = Locate(path);
        return volume.Read(inside);
    }

    /// <summary>Names of what is in a directory, in order.</summary>
    public IReadOnlyList<string> List(string path)
    {
        var (volume, inside, _, _) = Locate(path);
        var names = volume.List(inside);
        // Where something is mounted within another mount, its name shows there, too.
        var below = path.TrimEnd('/') + "/";
        var mounted = _mounts.Select(mount => mount.Path.TrimEnd('/')).Where(at => at.StartsWith(below, StringComparison.Ordinal)).Select(at => at[below.Length..].Split('/')[0]).ToList();
        return mounted.Count == 0 ? names : [.. names.Union(mounted).Order(StringComparer.Ordinal)];
    }

    /// <summary>Writes a file, anew or at its end.</summary>
    public FileFault Write(string path, ReadOnlySpan<byte> bytes, bool append, DateTimeOffset now, UnixFileMode? mode = null)
    {
        if (path == Nowhere)
            return FileFault.None;
        var (volume, inside, readOnly, _) = Locate(path);
        return readOnly ? FileFault.ReadOnly : volume.Write(inside, bytes, append, now, mode);
    }

    /// <summary>Makes a directory; with <paramref name="parents"/> those above it, too, and it may be there already.</summary>
    public FileFault MakeDirectory(string path, bool parents, DateTimeOffset now)
    {
        var (volume, inside, readOnly, _) = Locate(path);
        if (readOnly)
            return parents && volume.Find(inside) is { IsDirectory: true } ? FileFault.None : FileFault.ReadOnly;
        return volume.MakeDirectory(inside, parents, now);
    }

    /// <summary>Gives a file another time, and makes an empty one if there is none.</summary>
    public FileFault Touch(string path, DateTimeOffset now)
    {
        var (volume, inside, readOnly, _) = Locate(path);
        if (readOnly)
            return FileFault.ReadOnly;
        if (volume.Find(inside) is null)
            return volume.Write(inside, [], append: true, now);
        volume.Touch(inside, now);
        return FileFault.None;
    }

    /// <summary>Gives a file or directory other permission bits; what can't be written keeps its own.</summary>
    public void ChangeMode(string path, UnixFileMode mode)
    {
        var (volume, inside, readOnly, _) = Locate(path);
        if (!readOnly)
            volume.ChangeMode(inside, mode);
    }

    /// <summary>Removes a file, or a directory with all that is in it.</summary>
    public FileFault Remove(string path, bool recursive)
    {
        var (volume, inside, readOnly, isMount) = Locate(path);
        if (isMount || _mounts.Any(mount => mount.Path.StartsWith(path + "/", StringComparison.Ordinal)))
            return FileFault.Busy;
        return readOnly ? FileFault.ReadOnly : volume.Remove(inside, recursive);
    }

    private (MemoryVolume Volume, string Inside, bool ReadOnly, bool IsMount) Locate(string path)
    {
        foreach (var mount in _mounts)
        {
            var at = mount.Path.TrimEnd('/');
            if (path != at && !path.StartsWith(at + "/", StringComparison.Ordinal))
                continue;
            // The kubelet makes the directory of a subPath if the volume lacks it.
            if (mount.SubPath.Length > 0)
                mount.Volume.MakeDirectory(mount.SubPath.Trim('/'), parents: true, default);
            return (mount.Volume, Joined(mount.SubPath.Trim('/'), path.Length <= at.Length ? "" : path[(at.Length + 1)..]), mount.ReadOnly, path == at);
        }
        return (Root(), path.TrimStart('/'), false, path == "/");
    }

    private static string Joined(string subPath, string rest) => subPath.Length == 0 ? rest : rest.Length == 0 ? subPath : $"{subPath}/{rest}";

    /// <summary>Made when it is first used: most containers never look at a file.</summary>
    private MemoryVolume Root()
    {
        lock (_quota)
        {
            if (_root is not null)
                return _root;
            _root = new MemoryVolume(_quota);
            foreach (var directory in Directories.Concat(_folders.Concat(_mounts.Select(mount => mount.Path)).Select(path => path.Trim('/'))))
                _root.MakeDirectory(directory, parents: true, default);
            _root.Write("etc/hostname", Encoding.UTF8.GetBytes($"{_hostname}\n"), append: false, default);
            _root.Write("etc/hosts", Encoding.UTF8.GetBytes($"# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n{_address}\t{_hostname}\n"), append: false, default);
            return _root;
        }
    }
}
