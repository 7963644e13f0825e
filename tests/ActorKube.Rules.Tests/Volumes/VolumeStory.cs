using System.Collections.Immutable;
using System.Text;
using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Pods;
using ActorKube.Rules.Volumes;
using ActorKube.TestKit.Objects;

namespace ActorKube.Rules.Tests.Volumes;

/// <summary>A pod on a node, and the objects that are there.</summary>
internal sealed class VolumeStory(PodBuilder pod, params ApiObject[] objects)
{
    private static readonly PodPlace Place = new("node-1", "127.1.2.1", "127.1.2.3", ResourceList.From([new("cpu", Quantity.Parse("4")), new("memory", Quantity.Parse("8Gi"))]));

    internal PodSpec Pod { get; } = PodSpec.Of(pod.Stored().Build());

    internal ConfigurationSnapshot Objects { get; } = SnapshotOf(objects);

    internal ContainerEnvironment Environment => new(Pod.Containers[0].Model, Pod, Place, Objects);

    internal static ConfigurationSnapshot SnapshotOf(params ApiObject[] objects) => new(objects.ToImmutableDictionary(item => item.Key));

    /// <summary>What the pod's first volume is made of: <c>path=text</c> a file, with its mode in octal if it isn't 644; or the Event's message.</summary>
    internal string[] Mount()
    {
        var (content, fault) = VolumeRules.Resolve(Pod.Volumes[0], Pod, Place, Objects);
        return content switch
        {
            null => [fault!.Notice([Pod.Volumes[0].Name])],
            VolumeContent.Files(var files) => [.. files.Select(file => $"{file.Path}={Encoding.UTF8.GetString(file.Bytes.Span)}{((int)file.Mode == 0b110_100_100 ? "" : $" {Convert.ToString((int)file.Mode, 8)}")}")],
            _ => [content.ToString()!],
        };
    }
}
