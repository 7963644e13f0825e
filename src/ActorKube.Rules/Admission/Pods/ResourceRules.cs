using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>What requests and limits must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/.</remarks>
internal static class ResourceRules
{
    private static readonly string[] Standard = [ResourceList.Cpu, ResourceList.Memory, "ephemeral-storage"];

    internal static IEnumerable<FieldFault> Check(Field resources)
    {
        var (requests, limits) = (resources["requests"], resources["limits"]);
        return
        [
            .. limits.Entries.SelectMany(limit => Entry(limits, limit.Key, limit.Value)),
            .. requests.Entries.SelectMany(request => Entry(requests, request.Key, request.Value)),
            .. requests.Entries.SelectMany(request => Together(requests, limits, request.Key)),
        ];
    }

    private static IEnumerable<FieldFault> Entry(Field list, string resource, Field amount)
    {
        foreach (var fault in NameRule.QualifiedFaults(resource))
            yield return FieldFault.Invalid(list.Path, resource, fault);
        if (!resource.Contains('/') && !IsStandard(resource))
            yield return FieldFault.Invalid(list.Path, resource, "must be a standard resource type or fully qualified");
        if (!Quantity.TryParse(amount.Text, out var quantity))
            yield break;
        if (quantity < Quantity.Zero)
            yield return FieldFault.Invalid(amount.Path, amount.Text, "must be greater than or equal to 0");
        if (!IsStandard(resource) && decimal.Truncate(quantity.Value) != quantity.Value)
            yield return FieldFault.Invalid(amount.Path, amount.Text, "must be an integer");
    }

    private static IEnumerable<FieldFault> Together(Field requests, Field limits, string resource)
    {
        var limited = Quantity.TryParse(limits[resource].Text, out var limit);
        if (!Quantity.TryParse(requests[resource].Text, out var request))
            yield break;
        // What isn't shared in time can't be promised twice, so request and limit are one.
        if (!IsStandard(resource) && !limited)
            yield return FieldFault.Required(limits.Path, "Limit must be set for non overcommitable resources");
        else if (!IsStandard(resource) && request != limit)
            yield return FieldFault.Invalid(requests.Path, $"{request}", $"must be equal to {resource} limit of {limit}");
        else if (limited && request > limit)
            yield return FieldFault.Invalid(requests.Path, $"{request}", $"must be less than or equal to {resource} limit of {limit}");
    }

    private static bool IsStandard(string resource) => Standard.Contains(resource);
}
