using System.Collections.Immutable;
using System.Text;
using ActorKube.Rules.Pods;
using k8s.Models;

namespace ActorKube.Rules.Volumes;

/// <summary>The files of a volume that shows other objects or the pod itself, and what keeps it from being mounted. A later source's file replaces an earlier one's of its path.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/projected-volumes/; MakePayload and CollectData in pkg/volume.</remarks>
internal sealed class FileProjection
{
    private const int UsualMode = 0b110_100_100;

    private readonly SortedDictionary<string, VolumeFile> _files = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private readonly int? _defaultMode;

    private FileProjection(int? defaultMode) => _defaultMode = defaultMode;

    internal ImmutableArray<VolumeFile> Files => [.. _files.Values];

    internal IReadOnlyList<string> Faults => _faults;

    /// <summary>Null if the volume is of another kind.</summary>
    internal static FileProjection? Of(V1Volume volume, PodSpec pod, PodPlace place, ConfigurationSnapshot objects)
    {
        var @namespace = pod.Object.Key.Namespace;
        if (volume.ConfigMap is { } map)
            return new FileProjection(map.DefaultMode).ConfigMap(map.Name, objects.ConfigMap(@namespace, map.Name), map.Items, map.Optional == true);
        if (volume.Secret is { } secret)
            return new FileProjection(secret.DefaultMode).Secret(secret.SecretName, objects.Secret(@namespace, secret.SecretName), secret.Items, secret.Optional == true);
        if (volume.DownwardAPI is { } downward)
            return new FileProjection(downward.DefaultMode).Downward(downward.Items, pod, place);
        if (volume.Projected is not { } projected)
            return null;
        var projection = new FileProjection(projected.DefaultMode);
        foreach (var source in projected.Sources ?? [])
        {
            if (source.ConfigMap is { } part)
                projection.ConfigMap(part.Name, objects.ConfigMap(@namespace, part.Name), part.Items, part.Optional == true);
            if (source.Secret is { } secretPart)
                projection.Secret(secretPart.Name, objects.Secret(@namespace, secretPart.Name), secretPart.Items, secretPart.Optional == true);
            if (source.DownwardAPI is { } fields)
                projection.Downward(fields.Items, pod, place);
        }
        return projection;
    }

    private FileProjection ConfigMap(string name, ConfigurationData? data, IList<V1KeyToPath>? items, bool optional) =>
        Take(data, items, optional, $"configmap \"{name}\" not found", "configmap references non-existent config key");

    private FileProjection Secret(string name, ConfigurationData? data, IList<V1KeyToPath>? items, bool optional) =>
        Take(data, items, optional, $"secret \"{name}\" not found", "references non-existent secret key");

    private FileProjection Take(ConfigurationData? data, IList<V1KeyToPath>? items, bool optional, string absent, string lacking)
    {
        if (data is null && !optional)
            _faults.Add(absent);
        else if (data is not null && items is not { Count: > 0 })
            foreach (var (key, bytes) in data.Entries)
                Put(key, bytes, null);
        else if (data is not null && !optional && items?.FirstOrDefault(item => data.Bytes(item.Key) is null) is { } missing)
            _faults.Add($"{lacking}: {missing.Key}");
        else
            foreach (var item in items ?? [])
                if (data?.Bytes(item.Key) is { } bytes)
                    Put(item.Path, bytes, item.Mode);
        return this;
    }

    private FileProjection Downward(IList<V1DownwardAPIVolumeFile>? items, PodSpec pod, PodPlace place)
    {
        foreach (var item in items ?? [])
        {
            var text = item.FieldRef is { } field ? DownwardApi.Field(field.FieldPath, pod, place)
                : item.ResourceFieldRef is { } resource ? DownwardApi.Resource(resource, pod.Containers[0].Model, pod, place) : "";
            // The lines of all values are sorted, so that a map always reads the same.
            Put(item.Path, Encoding.UTF8.GetBytes(string.Join('\n', text.Split('\n').Order(StringComparer.Ordinal))), item.Mode);
        }
        return this;
    }

    private void Put(string path, ReadOnlyMemory<byte> bytes, int? mode)
    {
        var normal = string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."));
        _files[normal] = new(normal, bytes, (UnixFileMode)((mode ?? _defaultMode ?? UsualMode) & 0b111_111_111));
    }
}
