using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Placement;

/// <summary>What label keys whose values the pod itself brings must keep to.</summary>
/// <remarks>Sources: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#matchlabelkeys and
/// https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#topologyspreadconstraints-field.</remarks>
internal static class LabelKeyRules
{
    private const string WithoutSelector = "must not be specified when labelSelector is not set";
    private const string InSelector = "exists in both matchLabelKeys and labelSelector";

    internal static IEnumerable<FieldFault> CheckAffinity(Field term)
    {
        var (match, mismatch, selector) = (term["matchLabelKeys"], term["mismatchLabelKeys"], term["labelSelector"]);
        var mismatched = mismatch.Items.Select(key => key.Text).ToHashSet();
        return
        [
            .. Keys(match, selector),
            .. Keys(mismatch, selector),
            .. Doubled(term, match, selector),
            .. match.Items.Where(key => mismatched.Contains(key.Text))
                .Select(key => FieldFault.Invalid(key.Path, key.Text, "exists in both matchLabelKeys and mismatchLabelKeys")),
        ];
    }

    internal static IEnumerable<FieldFault> CheckSpread(Field keys, Field selector)
    {
        if (keys.Count == 0)
            yield break;
        if (!selector.IsSet)
            yield return FieldFault.Forbidden(keys.Path, WithoutSelector);
        var selected = selector["matchLabels"].Entries.Select(label => label.Key).Concat(selector["matchExpressions"].Each("key").Select(key => key.Text)).ToHashSet();
        foreach (var key in keys.Items)
        {
            foreach (var fault in LabelRules.Key(key.Path, key.Text))
                yield return fault;
            if (selected.Contains(key.Text))
                yield return FieldFault.Invalid(key.Path, key.Text, InSelector);
        }
    }

    private static IEnumerable<FieldFault> Keys(Field keys, Field selector) => keys.Count == 0 ? []
        : selector.IsSet ? keys.Items.SelectMany(key => LabelRules.Key(key.Path, key.Text))
        : [FieldFault.Forbidden(keys.Path, WithoutSelector)];

    // The server has put the keys into the selector by now, so one that was there before is there twice.
    private static IEnumerable<FieldFault> Doubled(Field term, Field match, Field selector)
    {
        var places = match.Items.Select((key, index) => (key.Text, index)).GroupBy(key => key.Text).ToDictionary(keys => keys.Key, keys => keys.Last().index);
        var seen = selector["matchLabels"].Entries.Select(label => label.Key).ToHashSet();
        foreach (var key in selector["matchExpressions"].Each("key"))
        {
            if (!seen.Add(key.Text) && places.TryGetValue(key.Text, out var index))
                yield return FieldFault.Invalid($"{term.Path}[{index}]", key.Text, InSelector);
        }
    }
}
