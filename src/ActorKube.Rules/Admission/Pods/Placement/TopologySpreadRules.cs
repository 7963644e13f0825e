using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Placement;

/// <summary>What topology spread constraints must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/.</remarks>
internal static class TopologySpreadRules
{
    internal static IEnumerable<FieldFault> Check(Field constraints)
    {
        var all = constraints.Items.ToList();
        return all.SelectMany((constraint, index) => Constraint(constraint, all.Skip(index + 1)));
    }

    private static IEnumerable<FieldFault> Constraint(Field constraint, IEnumerable<Field> others)
    {
        var (skew, key, action) = (constraint["maxSkew"], constraint["topologyKey"], constraint["whenUnsatisfiable"]);
        return
        [
            .. skew.Number is null or <= 0 ? [FieldFault.Invalid(skew.Path, skew.Number ?? 0, "must be greater than zero")] : Array.Empty<FieldFault>(),
            .. key.IsEmptyText ? [FieldFault.Required(key.Path, "can not be empty")] : Array.Empty<FieldFault>(),
            .. action.Text is "DoNotSchedule" or "ScheduleAnyway" ? [] : new[] { FieldFault.NotSupported(action.Path, action.Text, "DoNotSchedule", "ScheduleAnyway") },
            .. others.Any(other => other["topologyKey"].Text == key.Text && other["whenUnsatisfiable"].Text == action.Text)
                ? [FieldFault.Duplicate(constraint["{topologyKey, whenUnsatisfiable}"].Path, $"{{{key.Text}, {action.Text}}}")]
                : Array.Empty<FieldFault>(),
            .. MinDomains(constraint["minDomains"], action.Text),
            .. Policy(constraint["nodeAffinityPolicy"]),
            .. Policy(constraint["nodeTaintsPolicy"]),
            .. LabelKeyRules.CheckSpread(constraint["matchLabelKeys"], constraint["labelSelector"]),
            .. LabelSelectorRules.Check(constraint["labelSelector"]),
        ];
    }

    private static IEnumerable<FieldFault> MinDomains(Field least, string action)
    {
        if (least.Number <= 0)
            yield return FieldFault.Invalid(least.Path, least.Number, "must be greater than zero");
        if (least.IsSet && action != "DoNotSchedule")
            yield return FieldFault.Invalid(least.Path, least.Number, $"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}");
    }

    private static IEnumerable<FieldFault> Policy(Field policy) =>
        !policy.IsSet || policy.Text is "Honor" or "Ignore" ? [] : [FieldFault.NotSupported(policy.Path, policy.Text, "Honor", "Ignore")];
}
