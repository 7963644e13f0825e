using System.Collections.Immutable;
using ActorKube.Node.Pods;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Pods;
using ActorKube.Rules.Volumes;
using k8s.Models;

namespace ActorKube.Node.Processes.Volumes;

/// <summary>The volumes of a pod of real processes: folders of its own, and of its node's disk.</summary>
/// <param name="folder">The folder of the pod's volumes, which is gone with the pod.</param>
/// <param name="disk">The node's disk.</param>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/.</remarks>
internal sealed class FolderVolumes(string folder, FolderDisk disk) : IPodVolumes
{
    // Who runs in a container is anybody, and an emptyDir is everybody's.
    private const UnixFileMode ScratchMode = (UnixFileMode)0b111_111_111;

    private readonly Dictionary<string, Mounted> _mounted = [];

    public bool MustBeMeasured => _mounted.Values.Any(mounted => mounted.Limit is not null);

    public IReadOnlyList<VolumeFault> Mount(PodSpec pod, PodPlace place, ConfigurationSnapshot objects, DateTimeOffset now)
    {
        var faults = new List<VolumeFault>();
        foreach (var volume in VolumeRules.Used(pod).Where(volume => !_mounted.ContainsKey(volume.Name)))
        {
            var (content, fault) = VolumeRules.Resolve(volume, pod, place, objects);
            try
            {
                if (content is VolumeContent.NodePath node && WrongAt(node, now) is { } wrong)
                    fault = new(volume.Name, wrong);
                else if (content is not null)
                    _mounted[volume.Name] = Made(volume, content, now);
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                fault = new(volume.Name, failed.Message);
            }
            if (fault is not null)
                faults.Add(fault);
        }
        return faults;
    }

    public IEnumerable<string> Unmounted(PodSpec pod) => VolumeRules.Used(pod).Select(volume => volume.Name).Where(name => !_mounted.ContainsKey(name)).Order(StringComparer.Ordinal);

    public IReadOnlyList<VolumeFault> Refresh(PodSpec pod, PodPlace place, ConfigurationSnapshot objects, DateTimeOffset now)
    {
        var faults = new List<VolumeFault>();
        foreach (var mounted in _mounted.Values.Where(mounted => mounted.Projected is not null).ToList())
        {
            var (content, fault) = VolumeRules.Resolve(mounted.Volume, pod, place, objects);
            try
            {
                if (content is VolumeContent.Files(var files))
                {
                    mounted.Projected!.Show(files, now);
                    _mounted[mounted.Volume.Name] = mounted with { Files = files };
                }
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                fault = new(mounted.Volume.Name, failed.Message);
            }
            if (fault is not null)
                faults.Add(fault);
        }
        return faults;
    }

    public string? FaultOf(V1Container container, ContainerEnvironment environment) => (container.VolumeMounts ?? []).Select(mount =>
    {
        if (!_mounted.TryGetValue(mount.Name, out var mounted))
            return $"cannot find volume \"{mount.Name}\" to mount into container \"{container.Name}\"";
        var (path, fault) = SubPathRules.Resolve(mount, environment);
        return fault ?? (mounted.Projected is null && ConfinedPath.Resolve(mounted.Folder, path) is null
            ? $"failed to prepare subPath for volumeMount \"{mount.Name}\" of container \"{container.Name}\"" : null);
    }).FirstOrDefault(fault => fault is not null);

    public string? Measure() => _mounted.Values.Where(mounted => mounted.Limit is { } limit && mounted.Size.Look() > limit).Select(mounted => EmptyDirRules.Exceeded(mounted.Volume)).FirstOrDefault();

    /// <summary>What a container mounts, which has no fault; what contains another mount comes before it.</summary>
    /// <param name="container">The container.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="parts">A folder of the run's own, for parts of given files: those stay as they were when the container was made.</param>
    /// <exception cref="IOException">The disk doesn't want to.</exception>
    internal IReadOnlyList<FolderMount> MountsOf(V1Container container, ContainerEnvironment environment, string parts)
    {
        var mounts = new List<FolderMount>();
        foreach (var mount in container.VolumeMounts ?? [])
        {
            var mounted = _mounted[mount.Name];
            var path = SubPathRules.Resolve(mount, environment).Path;
            var source = path.Length == 0 ? mounted.Folder
                : mounted.Projected is null ? Part(ConfinedPath.Resolve(mounted.Folder, path)!)
                : GivenPart(mounted.Files, path, Path.Combine(parts, mounts.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            mounts.Add(new(source, mount.MountPath, mounted.IsReadOnly || mount.ReadOnlyProperty == true));
        }
        return [.. mounts.OrderBy(mount => mount.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Length)];
    }

    // A part that isn't there becomes a directory.
    private static string Part(string path)
    {
        if (!File.Exists(path))
            Directory.CreateDirectory(path);
        return path;
    }

    private static string GivenPart(ImmutableArray<VolumeFile> files, string path, string folder)
    {
        ProjectedFolder.LayOut(folder, files.Where(file => file.Path == path || file.Path.StartsWith(path + "/", StringComparison.Ordinal)));
        return Part(Path.Combine(folder, path));
    }

    private string? WrongAt(VolumeContent.NodePath node, DateTimeOffset now) => disk.Real(node.Path) is null
        ? $"hostPath {node.Path} leads out of the node's own files"
        : HostPathRules.SetUp(disk, node.Path, node.Type, now);

    private Mounted Made(V1Volume volume, VolumeContent content, DateTimeOffset now)
    {
        if (content is VolumeContent.NodePath(var path, _, var readOnly))
            return new(volume, disk.Real(path)!, readOnly);
        var own = Path.Combine(folder, volume.Name);
        Directory.CreateDirectory(own);
        if (content is VolumeContent.Files(var files))
        {
            var projected = new ProjectedFolder(own);
            projected.Show(files, now);
            return new(volume, own, IsReadOnly: true) { Projected = projected, Files = files };
        }
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(own, ScratchMode);
        return new(volume, own, IsReadOnly: false) { Limit = (content as VolumeContent.Scratch)?.SizeLimit };
    }

    private sealed record Mounted(V1Volume Volume, string Folder, bool IsReadOnly)
    {
        /// <summary>How its files are shown, if they are given; null for any other volume.</summary>
        internal ProjectedFolder? Projected { get; init; }

        /// <summary>The files that are given.</summary>
        internal ImmutableArray<VolumeFile> Files { get; init; } = [];

        /// <summary>Bytes that it may hold; null for no limit.</summary>
        internal long? Limit { get; init; }

        internal FolderSize Size { get; } = new(Folder);
    }
}
