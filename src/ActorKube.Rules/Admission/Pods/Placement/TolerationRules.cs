using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Cluster;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Placement;

/// <summary>What tolerations must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/.</remarks>
internal static class TolerationRules
{
    internal static IEnumerable<FieldFault> Check(Field tolerations) => tolerations.Items.SelectMany(Toleration);

    private static IEnumerable<FieldFault> Toleration(Field toleration)
    {
        var (key, @operator, value, effect) = (toleration["key"], toleration["operator"], toleration["value"], toleration["effect"]);
        var faults = new List<FieldFault>();
        if (!key.IsEmptyText)
            faults.AddRange(Checks.Name(key, NameRule.QualifiedFaults));
        else if (@operator.Text != "Exists")
        {
            faults.Add(FieldFault.Invalid(@operator.Path, @operator.Text,
                "operator must be Exists when `key` is empty, which means \"match all values and all keys\""));
        }
        if (toleration["tolerationSeconds"].IsSet && effect.Text != "NoExecute")
            faults.Add(FieldFault.Invalid(effect.Path, effect.Text, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
        if (@operator.Text is "" or "Equal")
        {
            if (NameRule.LabelValue.Faults(value.Text).ToList() is { Count: > 0 } wrong)
                faults.Add(FieldFault.Invalid(@operator.Path, value.Text, string.Join(";", wrong)));
        }
        else if (@operator.Text != "Exists")
            faults.Add(FieldFault.NotSupported(@operator.Path, @operator.Text, "Equal", "Exists"));
        else if (!value.IsEmptyText)
            faults.Add(FieldFault.Invalid(@operator.Path, value.Text, "value must be empty when `operator` is 'Exists'"));
        faults.AddRange(Checks.Known(effect, TaintRules.Effects));
        return faults;
    }
}
