using System.Globalization;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Placement;

/// <summary>What node affinity must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity.</remarks>
internal static class NodeAffinityRules
{
    internal static IEnumerable<FieldFault> Check(Field affinity)
    {
        var required = affinity["requiredDuringSchedulingIgnoredDuringExecution"];
        return
        [
            .. required.IsSet ? Selector(required) : [],
            .. affinity["preferredDuringSchedulingIgnoredDuringExecution"].Items.SelectMany(Preference),
        ];
    }

    /// <summary>A node selector that must be fulfilled; there is one.</summary>
    internal static IEnumerable<FieldFault> Selector(Field required)
    {
        var terms = required["nodeSelectorTerms"];
        return terms.Count == 0 ? [FieldFault.Required(terms.Path, "must have at least one node selector term")] : terms.Items.SelectMany(Term);
    }

    private static IEnumerable<FieldFault> Preference(Field preferred)
    {
        var weight = preferred["weight"];
        if (weight.Number is null or < 1 or > 100)
            yield return FieldFault.Invalid(weight.Path, weight.Number ?? 0, "must be in the range 1-100");
        foreach (var fault in Term(preferred["preference"]))
            yield return fault;
    }

    private static IEnumerable<FieldFault> Term(Field term) =>
        [.. term["matchExpressions"].Items.SelectMany(Expression), .. term["matchFields"].Items.SelectMany(FieldMatch)];

    private static IEnumerable<FieldFault> Expression(Field expression)
    {
        var (@operator, values) = (expression["operator"], expression["values"]);
        switch (@operator.Text)
        {
            case "In" or "NotIn" when values.Count == 0:
                yield return FieldFault.Required(values.Path, "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when values.Count > 0:
                yield return FieldFault.Forbidden(values.Path, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "Gt" or "Lt" when values.Count != 1:
                yield return FieldFault.Required(values.Path, "must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            // Upstream takes it and then never finds a node; a clear no is kinder.
            case "Gt" or "Lt" when !long.TryParse(values.Items.First().Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
                yield return FieldFault.Invalid(values.Items.First().Path, values.Items.First().Text, "must be an integer when `operator` is 'Lt' or 'Gt'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist" or "Gt" or "Lt":
                break;
            default:
                yield return FieldFault.Invalid(@operator.Path, @operator.Text, "not a valid selector operator");
                break;
        }
        foreach (var fault in LabelRules.Key(expression["key"].Path, expression["key"].Text))
            yield return fault;
    }

    private static IEnumerable<FieldFault> FieldMatch(Field match)
    {
        var (key, @operator, values) = (match["key"], match["operator"], match["values"]);
        if (@operator.Text is not ("In" or "NotIn"))
            yield return FieldFault.Invalid(@operator.Path, @operator.Text, "not a valid selector operator");
        else if (values.Count != 1)
            yield return FieldFault.Required(values.Path, "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        if (key.Text != "metadata.name")
            yield return FieldFault.Invalid(key.Path, key.Text, "not a valid field selector key");
        else
            foreach (var value in values.Items)
                foreach (var fault in NameRule.Subdomain.Faults(value.Text))
                    yield return FieldFault.Invalid(value.Path, value.Text, fault);
    }
}
