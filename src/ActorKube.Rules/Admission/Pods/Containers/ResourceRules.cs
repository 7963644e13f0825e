using System.Collections.Immutable;
using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Containers;

/// <summary>What requests and limits must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/.</remarks>
internal static class ResourceRules
{
    internal static IEnumerable<FieldFault> Check(Field resources, ImmutableSortedSet<string> claims)
    {
        var (requests, limits) = (resources["requests"], resources["limits"]);
        var names = requests.Entries.Concat(limits.Entries).Select(entry => entry.Key).ToHashSet();
        return
        [
            .. limits.Entries.SelectMany(limit => Entry(limit.Key, limit.Value)),
            .. requests.Entries.SelectMany(request => Entry(request.Key, request.Value).Concat(Together(requests, limits, request.Key))),
            .. names.Any(ResourceName.IsHugePages) && !names.Contains(ResourceList.Cpu) && !names.Contains(ResourceList.Memory)
                ? [FieldFault.Forbidden(resources.Path, "HugePages require cpu or memory")]
                : Array.Empty<FieldFault>(),
            .. Claims(resources["claims"], claims),
        ];
    }

    /// <summary>The overhead of a pod, which is like limits.</summary>
    internal static IEnumerable<FieldFault> CheckOverhead(Field overhead) => overhead.Entries
        .SelectMany(entry => Entry(entry.Key, entry.Value with { Path = $"{overhead.Path}.limits[{entry.Key}]" }));

    private static IEnumerable<FieldFault> Entry(string resource, Field amount)
    {
        foreach (var fault in ResourceName.Faults(resource))
            yield return FieldFault.Invalid(amount.Path, resource, fault);
        foreach (var fault in AmountRules.Check(resource, amount))
            yield return fault;
        if (Quantity.TryParse(amount.Text, out var quantity) && ResourceName.IsHugePages(resource) && !ResourceName.AreWholePages(resource, quantity))
            yield return FieldFault.Invalid(amount.Path, amount.Text, $"{amount.Text} is not positive integer multiple of {resource}");
    }

    private static IEnumerable<FieldFault> Together(Field requests, Field limits, string resource)
    {
        var limited = Quantity.TryParse(limits[resource].Text, out var limit);
        if (!Quantity.TryParse(requests[resource].Text, out var request))
            yield break;
        // What can't be promised twice has one number for request and limit.
        var exact = !ResourceName.CanBeOvercommitted(resource);
        if (exact && !limited)
            yield return FieldFault.Required(limits.Path, "Limit must be set for non overcommitable resources");
        else if (exact && request != limit)
            yield return FieldFault.Invalid(requests.Path, $"{request}", $"must be equal to {resource} limit of {limit}");
        else if (limited && request > limit)
            yield return FieldFault.Invalid(requests.Path, $"{request}", $"must be less than or equal to {resource} limit of {limit}");
    }

    private static IEnumerable<FieldFault> Claims(Field claims, ImmutableSortedSet<string> ofPod)
    {
        var seen = new HashSet<string>();
        foreach (var claim in claims.Items)
        {
            var (name, request) = (claim["name"].Text, claim["request"].Text);
            if (name.Length == 0)
            {
                yield return FieldFault.Required(claim.Path);
                continue;
            }
            foreach (var fault in request.Length == 0 ? [] : NameRule.Label.Faults(request))
                yield return FieldFault.Invalid(claim["request"].Path, request, fault);
            var key = request.Length == 0 ? name : $"{name}/{request}";
            if (seen.Contains(name) || seen.Contains(key))
                yield return FieldFault.Duplicate(claim.Path, seen.Contains(name) ? name : key);
            else if (request.Length == 0 && seen.Any(other => other.StartsWith(name + "/", StringComparison.Ordinal)))
                yield return FieldFault.Duplicate(claim.Path, name);
            seen.Add(key);
            if (!ofPod.Contains(name))
            {
                var known = ofPod.IsEmpty ? " which is empty" : $": {string.Join(", ", ofPod)}";
                yield return new(claim.Path, FieldFaultKind.NotFound, $"Not found: {QuotedText.Of(name)}: must be one of the names in pod.spec.resourceClaims{known}");
            }
        }
    }
}
