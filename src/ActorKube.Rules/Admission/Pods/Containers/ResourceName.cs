using ActorKube.Model.Quantities;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Containers;

/// <summary>The name of a resource that a container can ask for: which kind it is of.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-types and #extended-resources there.</remarks>
internal static class ResourceName
{
    private const string HugePagesPrefix = "hugepages-";

    private static readonly string[] OfContainers = ["cpu", "memory", "ephemeral-storage"];

    private static readonly string[] Standard =
    [
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu", "limits.memory",
        "limits.ephemeral-storage", "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims",
        "storage", "requests.storage", "services.nodeports", "services.loadbalancers",
    ];

    /// <summary>What is wrong with the name of a container's resource.</summary>
    internal static IEnumerable<string> Faults(string name)
    {
        foreach (var fault in FaultsOfAny(name))
            yield return fault;
        if (!name.Contains('/'))
        {
            if (!OfContainers.Contains(name) && !IsHugePages(name))
                yield return "must be a standard resource for containers";
        }
        else if (!IsNative(name) && !IsExtended(name))
        {
            yield return "doesn't follow extended resource name standard";
        }
    }

    /// <summary>What is wrong with the name of any resource, such as one that a quota bounds.</summary>
    internal static IEnumerable<string> FaultsOfAny(string name)
    {
        var faults = NameRule.QualifiedFaults(name).ToList();
        return faults.Count > 0 || name.Contains('/') || Standard.Contains(name) || IsQuotaOfHugePages(name)
            ? faults
            : ["must be a standard resource type or fully qualified"];
    }

    /// <summary>What is wrong with the name of a resource that a quota bounds.</summary>
    internal static IEnumerable<string> FaultsOfQuota(string name) =>
        name.Contains('/') || IsStandardOfQuotas(name) ? FaultsOfAny(name) : FaultsOfAny(name).Append("must be a standard resource for quota");

    /// <summary>True if quotas know of themselves how much of it is used.</summary>
    internal static bool IsStandardOfQuotas(string name) => (name != "storage" && Standard.Contains(name)) || IsQuotaOfHugePages(name);

    internal static bool IsHugePages(string name) => name.StartsWith(HugePagesPrefix, StringComparison.Ordinal);

    /// <summary>True if nodes may promise more of it than they have.</summary>
    internal static bool CanBeOvercommitted(string name) => IsNative(name) && !IsHugePages(name);

    /// <summary>True if there is no half of it.</summary>
    internal static bool IsWhole(string name) => IsExtended(name) || name is "pods" or "resourcequotas" or "services" or "replicationcontrollers"
        or "secrets" or "configmaps" or "persistentvolumeclaims" or "services.nodeports" or "services.loadbalancers";

    /// <summary>True if the amount of memory is so many whole pages of the size that the name says.</summary>
    internal static bool AreWholePages(string name, Quantity amount) =>
        Quantity.TryParse(name[HugePagesPrefix.Length..], out var page) && page > Quantity.Zero
        && decimal.Truncate(page.Value) == page.Value && decimal.Ceiling(amount.Value) % page.Value == 0;

    private static bool IsQuotaOfHugePages(string name) => IsHugePages(name) || name.StartsWith("requests." + HugePagesPrefix, StringComparison.Ordinal);

    private static bool IsNative(string name) => !name.Contains('/') || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    private static bool IsExtended(string name) => !IsNative(name)
        && !name.StartsWith("requests.", StringComparison.Ordinal) && !NameRule.QualifiedFaults("requests." + name).Any();
}
