using System.Collections.Concurrent;
using k8s.Models;

namespace ActorKube.Node.Pods;

/// <summary>
/// The files of a pod's <c>emptyDir</c> volumes, which all of its containers see, and which go with the pod. Bounded; safe for the containers' actors to share.
/// </summary>
internal sealed class PodVolumes(int mostFiles, int longestFile)
{
    private readonly ConcurrentDictionary<(string Volume, string Path), string> _files = [];

    /// <summary>The files as one container sees them: by its mounts, and a private root for everything else.</summary>
    internal ContainerFiles For(V1Container container) => new(this, container.Name, [.. container.VolumeMounts ?? []]);

    /// <summary>Writes a file; false if a bound is reached.</summary>
    internal bool Write(string volume, string path, string text, bool append)
    {
        if (!_files.ContainsKey((volume, path)) && _files.Count >= mostFiles)
            return false;
        var written = _files.AddOrUpdate((volume, path), text, (_, before) => append ? before + text : text);
        return written.Length <= longestFile || !_files.TryUpdate((volume, path), written[..longestFile], written);
    }

    internal string? Read(string volume, string path) => _files.GetValueOrDefault((volume, path));
}

/// <summary>One container's view of its pod's files.</summary>
internal sealed class ContainerFiles(PodVolumes volumes, string container, IReadOnlyList<V1VolumeMount> mounts)
{
    /// <summary>Writes a line to a file. Returns what a shell would say if it can't.</summary>
    internal string? Write(string path, string line, bool append)
    {
        var (volume, inside, readOnly) = Locate(path);
        if (readOnly)
            return $"sh: can't create {path}: Read-only file system";
        return volumes.Write(volume, inside, line + "\n", append) ? null : $"sh: write error: No space left on device";
    }

    internal string? Read(string path) => Locate(path) is var (volume, inside, _) ? volumes.Read(volume, inside) : null;

    private (string Volume, string Path, bool ReadOnly) Locate(string path)
    {
        // The longest mount wins, as for nested mounts of a real file system.
        foreach (var mount in mounts.OrderByDescending(mount => mount.MountPath.Length))
        {
            var root = mount.MountPath.TrimEnd('/');
            if (path.StartsWith(root + "/", StringComparison.Ordinal))
                return (mount.Name, path[(root.Length + 1)..], mount.ReadOnlyProperty == true);
        }
        return ($"/{container}", path, false);
    }
}
