using System.Collections.Immutable;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Pods;
using ActorKube.Rules.Volumes;
using k8s.Models;

namespace ActorKube.Node.Pods;

/// <summary>The volumes of a pod in memory, which all of its containers see. What they hold is gone with the pod, but for what is the node's.</summary>
/// <param name="mostFiles">Files and directories that the volumes and the containers may hold together.</param>
/// <param name="mostBytes">Bytes in them.</param>
/// <param name="disk">The node's files.</param>
/// <param name="passed">Called when an <c>emptyDir</c> grows beyond its limit, by whoever writes.</param>
internal sealed class PodVolumes(int mostFiles, long mostBytes, MemoryVolume disk, Action passed) : IPodVolumes
{
    private readonly FileQuota _quota = new(mostFiles, mostBytes);
    private readonly SortedList<string, Mounted> _mounted = new(0, StringComparer.Ordinal);

    public IReadOnlyList<VolumeFault> Mount(PodSpec pod, PodPlace place, ConfigurationSnapshot objects, DateTimeOffset now)
    {
        var faults = new List<VolumeFault>();
        foreach (var volume in VolumeRules.Used(pod).Where(volume => !_mounted.ContainsKey(volume.Name)))
        {
            var (content, fault) = VolumeRules.Resolve(volume, pod, place, objects);
            if (content is VolumeContent.NodePath node && HostPathRules.SetUp(disk, node.Path, node.Type, now) is { } wrong)
                fault = new(volume.Name, wrong);
            if (fault is not null)
                faults.Add(fault);
            else
                _mounted[volume.Name] = Made(volume, content!, () => Files(volume, pod, place, objects, now));
        }
        return faults;
    }

    public IEnumerable<string> Unmounted(PodSpec pod) => VolumeRules.Used(pod).Select(volume => volume.Name).Where(name => !_mounted.ContainsKey(name)).Order(StringComparer.Ordinal);

    public IReadOnlyList<VolumeFault> Refresh(PodSpec pod, PodPlace place, ConfigurationSnapshot objects, DateTimeOffset now)
    {
        var faults = new List<VolumeFault>();
        foreach (var mounted in _mounted.Values.Where(mounted => mounted.LayOut is not null).ToList())
        {
            if (VolumeRules.Resolve(mounted.Volume, pod, place, objects).Fault is { } fault)
            {
                faults.Add(fault);
                continue;
            }
            var layOut = () => Files(mounted.Volume, pod, place, objects, now);
            mounted.Files.LayOutAnew(layOut);
            _mounted[mounted.Volume.Name] = mounted with { LayOut = layOut };
        }
        return faults;
    }

    public string? FaultOf(V1Container container, ContainerEnvironment environment) => (container.VolumeMounts ?? [])
        .Select(mount => _mounted.ContainsKey(mount.Name) ? SubPathRules.Resolve(mount, environment).Fault : $"cannot find volume \"{mount.Name}\" to mount into container \"{container.Name}\"")
        .FirstOrDefault(fault => fault is not null);

    /// <summary>The files as a run of a container sees them, which has no fault: by its mounts, and a fresh root for everything else.</summary>
    internal ContainerFiles For(V1Container container, ContainerEnvironment environment, string hostname, string address, IReadOnlyList<string> folders)
    {
        var mounts = new List<MountedVolume>();
        foreach (var mount in container.VolumeMounts ?? [])
        {
            var mounted = _mounted[mount.Name];
            var path = SubPathRules.Resolve(mount, environment).Path;
            // A part of given files stays as it was when the container was made.
            var files = path.Length > 0 && mounted.LayOut is { } layOut ? MemoryVolume.Of(_quota, layOut) : mounted.Files;
            mounts.Add(new(mount.MountPath, files, Joined(mounted.Prefix, path), mounted.ReadOnly || mount.ReadOnlyProperty == true));
        }
        return new ContainerFiles(_quota, mounts, hostname, address, folders);
    }

    /// <summary>A volume in memory says itself when it passes its limit.</summary>
    public bool MustBeMeasured => false;

    public string? Measure() => _mounted.Values.Where(mounted => mounted.Files.Watermark is { } mark && mounted.Files.Used > mark.Bytes)
        .Select(mounted => EmptyDirRules.Exceeded(mounted.Volume)).FirstOrDefault();

    private Mounted Made(V1Volume volume, VolumeContent content, Func<VolumeLayout> layOut) => content switch
    {
        VolumeContent.Files => new(volume, MemoryVolume.Of(_quota, layOut), "", ReadOnly: true) { LayOut = layOut },
        VolumeContent.NodePath(var path, _, var readOnly) => new(volume, disk, path.Trim('/'), readOnly),
        VolumeContent.Scratch { InMemory: true, SizeLimit: { } limit } => new(volume, new MemoryVolume(_quota, limit), "", ReadOnly: false),
        VolumeContent.Scratch { SizeLimit: { } limit } => new(volume, new MemoryVolume(_quota) { Watermark = (limit, passed) }, "", ReadOnly: false),
        _ => new(volume, new MemoryVolume(_quota), "", ReadOnly: false),
    };

    private static VolumeLayout Files(V1Volume volume, PodSpec pod, PodPlace place, ConfigurationSnapshot objects, DateTimeOffset modified) =>
        new(VolumeRules.Resolve(volume, pod, place, objects).Content is VolumeContent.Files(var items) ? items : [], modified);

    private static string Joined(string prefix, string path) => prefix.Length == 0 ? path : path.Length == 0 ? prefix : $"{prefix}/{path}";

    private sealed record Mounted(V1Volume Volume, MemoryVolume Files, string Prefix, bool ReadOnly)
    {
        /// <summary>Gives the files of a volume whose files are given; null for any other.</summary>
        internal Func<VolumeLayout>? LayOut { get; init; }
    }
}
