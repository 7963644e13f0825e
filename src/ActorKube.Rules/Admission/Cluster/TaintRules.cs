using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>What the taints of a node must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/.</remarks>
internal static class TaintRules
{
    internal static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    internal static IEnumerable<FieldFault> Check(Field taints)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var taint in taints.Items)
        {
            var (key, value, effect) = (taint["key"], taint["value"], taint["effect"]);
            foreach (var fault in NameRule.QualifiedFaults(key.Text))
                yield return FieldFault.Invalid(key.Path, key.Text, fault);
            foreach (var fault in LabelRules.Value(value.Path, value.Text).Concat(Checks.OneOf(effect, Effects)))
                yield return fault;
            if (!seen.Add((key.Text, effect.Text)))
            {
                var added = taint["timeAdded"].IsSet ? taint["timeAdded"].Text : "<nil>";
                yield return new FieldFault(taint.Path, FieldFaultKind.Duplicate,
                    $"Duplicate value: core.Taint{{Key:\"{key.Text}\", Value:\"{value.Text}\", Effect:\"{effect.Text}\", TimeAdded:{added}}}: "
                    + "taints must be unique by key and effect pair");
            }
        }
    }
}
