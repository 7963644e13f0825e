using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Metadata;

/// <summary>What a label selector must keep to; it may be missing or empty.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements.</remarks>
internal static class LabelSelectorRules
{
    internal static IEnumerable<FieldFault> Check(Field selector) =>
        [.. LabelRules.Check(selector["matchLabels"]), .. selector["matchExpressions"].Items.SelectMany(Expression)];

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
