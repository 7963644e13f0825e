using System.Collections.Immutable;
using System.Text;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.Store;

/// <summary>What every cluster has from its start, and gets again when it starts without: the system's namespaces, and a RuntimeClass for each container runtime.</summary>
internal static class SystemObjects
{
    internal static ImmutableArray<(ResourceKey Key, ReadOnlyMemory<byte> Json)> All { get; } =
    [
        .. new[] { "default", "kube-system", "kube-public", "kube-node-lease" }.Select(name => (new ResourceKey(KindCatalogue.Namespace, "", name), Bytes("{}"))),
        .. new[] { "simulated", "process" }.Select(name => (new ResourceKey(KindCatalogue.RuntimeClass, "", name), Bytes($$"""{"handler":"{{name}}"}"""))),
    ];

    private static ReadOnlyMemory<byte> Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
