using ActorKube.Rules.Containers.Files;
using k8s.Models;

namespace ActorKube.Node.Pods;

/// <summary>The files of a pod's volumes, which all of its containers see, and which go with the pod.</summary>
/// <param name="mostFiles">Files and directories that the volumes and the containers may hold together.</param>
/// <param name="mostBytes">Bytes in them.</param>
internal sealed class PodVolumes(int mostFiles, long mostBytes)
{
    private readonly FileQuota _quota = new(mostFiles, mostBytes);
    private readonly Dictionary<string, MemoryVolume> _volumes = [];

    /// <summary>The files as a run of a container sees them: by its mounts, and a fresh root for everything else.</summary>
    internal ContainerFiles For(V1Container container, string hostname, string address) => new(
        _quota,
        (container.VolumeMounts ?? []).Select(mount => new MountedVolume(mount.MountPath, Of(mount.Name), mount.SubPath ?? "", mount.ReadOnlyProperty == true)),
        hostname, address);

    private MemoryVolume Of(string name) => _volumes.TryGetValue(name, out var volume) ? volume : _volumes[name] = new MemoryVolume(_quota);
}
