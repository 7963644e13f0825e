using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>What the terms must keep to that say where volumes of a class may be.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/storage-classes/#allowed-topologies.</remarks>
internal static class TopologyRules
{
    internal static IEnumerable<FieldFault> Check(Field terms)
    {
        // A term that says nothing repeats nothing, too.
        var seen = new HashSet<string> { "" };
        foreach (var term in terms.Items)
        {
            var expressions = term["matchLabelExpressions"];
            foreach (var fault in expressions.Items.SelectMany(Expression).Concat(Checks.Unique(expressions.Each("key"))))
                yield return fault;
            if (!seen.Add(Meaning(expressions)))
                yield return FieldFault.Duplicate(expressions.Path, "");
        }
    }

    private static IEnumerable<FieldFault> Expression(Field expression)
    {
        var (key, values) = (expression["key"], expression["values"]);
        return
        [
            .. values.Count == 0 ? [FieldFault.Required(values.Path)] : Array.Empty<FieldFault>(),
            .. Checks.Unique(values.Items),
            .. LabelRules.Key(key.Path, key.Text),
        ];
    }

    // Neither the order of the keys nor that of the values counts.
    private static string Meaning(Field expressions) => string.Join('&', expressions.Items
        .Select(item => $"{item["key"].Text}={string.Join(',', item["values"].Items.Select(value => value.Text).Distinct().Order(StringComparer.Ordinal))}")
        .Order(StringComparer.Ordinal));
}
