using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Placement;

/// <summary>What affinity between pods, and the contrary, must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity.</remarks>
internal static class PodAffinityRules
{
    internal static IEnumerable<FieldFault> Check(Field affinity) =>
    [
        .. affinity["requiredDuringSchedulingIgnoredDuringExecution"].Items.SelectMany(Term),
        .. affinity["preferredDuringSchedulingIgnoredDuringExecution"].Items.SelectMany(Weighted),
    ];

    private static IEnumerable<FieldFault> Weighted(Field preferred)
    {
        var weight = preferred["weight"];
        return
        [
            .. weight.Number is null or < 1 or > 100 ? [FieldFault.Invalid(weight.Path, weight.Number ?? 0, "must be in the range 1-100")] : Array.Empty<FieldFault>(),
            .. Term(preferred["podAffinityTerm"]),
        ];
    }

    private static IEnumerable<FieldFault> Term(Field term)
    {
        var key = term["topologyKey"];
        return
        [
            .. LabelSelectorRules.Check(term["labelSelector"]),
            .. LabelSelectorRules.Check(term["namespaceSelector"]),
            .. term["namespaces"].Items.SelectMany(name => NameRule.Label.Faults(name.Text).Select(fault => FieldFault.Invalid(term["namespace"].Path, name.Text, fault))),
            .. LabelKeyRules.CheckAffinity(term),
            .. key.IsEmptyText ? [FieldFault.Required(key.Path, "can not be empty")] : Array.Empty<FieldFault>(),
            .. LabelRules.Key(key.Path, key.Text),
        ];
    }
}
