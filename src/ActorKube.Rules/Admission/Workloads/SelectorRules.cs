using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>What a workload's selector must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements.</remarks>
internal static class SelectorRules
{
    internal static IEnumerable<FieldFault> Check(Field selector)
    {
        if (!selector.IsSet)
            return [FieldFault.Required(selector.Path)];
        var faults = LabelRules.Check(selector["matchLabels"]).Concat(selector["matchExpressions"].Items.SelectMany(Expression)).ToList();
        if (selector["matchLabels"].Count + selector["matchExpressions"].Count == 0)
            faults.Add(FieldFault.Invalid(selector.Path, GoSyntax.Selector(selector), "empty selector is invalid for deployment"));
        return faults;
    }

    internal static IEnumerable<FieldFault> CheckUnchanged(Field selector, Field live) =>
        selector.Node.SameAs(live.Node) ? [] : [FieldFault.Invalid(selector.Path, GoSyntax.Selector(selector), Checks.Immutable)];

    private static IEnumerable<FieldFault> Expression(Field expression)
    {
        var (key, @operator, values) = (expression["key"], expression["operator"], expression["values"]);
        if (@operator.Text is "In" or "NotIn")
        {
            if (values.Count == 0)
                yield return FieldFault.Required(values.Path, "must be specified when `operator` is 'In' or 'NotIn'");
        }
        else if (@operator.Text is "Exists" or "DoesNotExist")
        {
            if (values.Count > 0)
                yield return FieldFault.Forbidden(values.Path, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
        else
        {
            yield return FieldFault.Invalid(@operator.Path, @operator.Text, "not a valid selector operator");
        }
        foreach (var fault in LabelRules.Key(key.Path, key.Text))
            yield return fault;
        foreach (var fault in values.Items.SelectMany(value => LabelRules.Value(value.Path, value.Text)))
            yield return fault;
    }
}
