using System.Collections.Frozen;

namespace ActorKube.Rules.Apply;

/// <summary>How apply merges one list or map that has a strategy of its own; lists that are not in the table are replaced whole.</summary>
/// <param name="Key">The field that tells items apart; empty for a set of plain values.</param>
/// <param name="RetainKeys">True if a change takes away every field that the manifest doesn't have, since only one of several may be set.</param>
/// <remarks>Source: the patchStrategy and patchMergeKey tags of https://github.com/kubernetes/api.</remarks>
internal sealed record ListMerge(string Key, bool RetainKeys = false)
{
    // By the field that holds the list, and the field that holds that one: containers[].ports is not spec.ports.
    private static readonly FrozenDictionary<(string Parent, string Field), ListMerge> Table = new Dictionary<(string, string), ListMerge>
    {
        [("spec", "containers")] = new("name"),
        [("spec", "initContainers")] = new("name"),
        [("spec", "ephemeralContainers")] = new("name"),
        [("spec", "volumes")] = new("name", RetainKeys: true),
        [("spec", "resourceClaims")] = new("name", RetainKeys: true),
        [("spec", "imagePullSecrets")] = new("name"),
        [("spec", "schedulingGates")] = new("name"),
        [("spec", "hostAliases")] = new("ip"),
        [("spec", "topologySpreadConstraints")] = new("topologyKey"),
        [("spec", "podCIDRs")] = new(""),
        [("spec", "ports")] = new("port"),
        [("containers", "ports")] = new("containerPort"),
        [("initContainers", "ports")] = new("containerPort"),
        [("containers", "env")] = new("name"),
        [("initContainers", "env")] = new("name"),
        [("containers", "volumeMounts")] = new("mountPath"),
        [("initContainers", "volumeMounts")] = new("mountPath"),
        [("containers", "volumeDevices")] = new("devicePath"),
        [("initContainers", "volumeDevices")] = new("devicePath"),
        [("metadata", "ownerReferences")] = new("uid"),
        [("metadata", "finalizers")] = new(""),
        [("status", "conditions")] = new("type"),
        [("status", "addresses")] = new("type"),
        [("status", "podIPs")] = new("ip"),
        [("status", "hostIPs")] = new("ip"),
        [("", "secrets")] = new("name"),
    }.ToFrozenDictionary();

    internal static ListMerge? Of(string parent, string field) => Table.GetValueOrDefault((parent, field));

    /// <summary>True for the one map that is no list item and still retains keys: a Deployment's <c>spec.strategy</c>.</summary>
    internal static bool RetainsKeys(string parent, string field) => (parent, field) == ("spec", "strategy");
}
