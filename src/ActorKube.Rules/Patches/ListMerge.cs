using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace ActorKube.Rules.Patches;

/// <summary>How a strategic merge treats one list or map that has a strategy of its own; lists that are not in the table are replaced whole.</summary>
/// <param name="Key">The field that tells items apart; empty for a set of plain values.</param>
/// <param name="RetainKeys">True if a change takes away every field that the manifest doesn't have, since only one of several may be set.</param>
/// <remarks>Source: the patchStrategy and patchMergeKey tags of https://github.com/kubernetes/api.</remarks>
internal sealed record ListMerge(string Key, bool RetainKeys = false)
{
    /// <summary>A set of plain values.</summary>
    internal static readonly ListMerge Plain = new("");

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
        [("ephemeralContainers", "ports")] = new("containerPort"),
        [("containers", "env")] = new("name"),
        [("initContainers", "env")] = new("name"),
        [("ephemeralContainers", "env")] = new("name"),
        [("containers", "volumeMounts")] = new("mountPath"),
        [("initContainers", "volumeMounts")] = new("mountPath"),
        [("ephemeralContainers", "volumeMounts")] = new("mountPath"),
        [("containers", "volumeDevices")] = new("devicePath"),
        [("initContainers", "volumeDevices")] = new("devicePath"),
        [("ephemeralContainers", "volumeDevices")] = new("devicePath"),
        [("metadata", "ownerReferences")] = new("uid"),
        [("metadata", "finalizers")] = new(""),
        [("status", "conditions")] = new("type"),
        [("status", "addresses")] = new("type"),
        [("status", "podIPs")] = new("ip"),
        [("status", "hostIPs")] = new("ip"),
        [("status", "resourceClaimStatuses")] = new("name", RetainKeys: true),
        [("", "secrets")] = new("name"),
    }.ToFrozenDictionary();

    /// <summary>What tells an item apart from the others, as text; null for an item that has no such thing.</summary>
    internal string? KeyOf(JsonNode? item) => (IsSet ? item as JsonValue : (item as JsonObject)?[Key] as JsonValue)?.ToJsonString();

    /// <summary>True for a list of plain values, each of which stands there once.</summary>
    internal bool IsSet => Key.Length == 0;

    internal static ListMerge? Of(string parent, string field) => Table.GetValueOrDefault((parent, field));

    /// <summary>True for the one map that is no list item and still retains keys: a Deployment's <c>spec.strategy</c>.</summary>
    internal static bool RetainsKeys(string parent, string field) => (parent, field) == ("spec", "strategy");
}
