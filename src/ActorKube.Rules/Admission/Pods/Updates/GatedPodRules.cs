using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Updates;

/// <summary>How a pod that scheduling gates hold may be narrowed down to fewer nodes.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/#mutable-pod-scheduling-directives.</remarks>
internal static class GatedPodRules
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";

    internal static IEnumerable<FieldFault> Check(Field spec, Field live) =>
    [
        .. Selector(spec["nodeSelector"], live["nodeSelector"]),
        .. Affinity(spec["affinity"]["nodeAffinity"][Required]["nodeSelectorTerms"], live["affinity"]["nodeAffinity"][Required]["nodeSelectorTerms"]),
    ];

    /// <summary>Takes what may change out of the comparison.</summary>
    internal static void Excuse(JsonObject now, JsonObject before)
    {
        now.CopyFrom(before, "nodeSelector");
        if (before.Object("affinity") is null && now.Object("affinity") is { } added && added.All(field => field.Key == "nodeAffinity"))
            now.Remove("affinity");
        else if (now.Object("affinity") is not null || before.Object("affinity").Object("nodeAffinity") is not null)
            now.Part("affinity").CopyFrom(before.Object("affinity"), "nodeAffinity");
    }

    private static IEnumerable<FieldFault> Selector(Field selector, Field live) =>
        live.Entries.All(label => selector[label.Key].IsSet && selector[label.Key].Text == label.Value.Text)
            ? []
            : [FieldFault.Invalid(selector.Path, GoSyntax.Map(LabelSet.From(selector.Entries.Select(label => KeyValuePair.Create(label.Key, label.Value.Text)))),
                "only additions to spec.nodeSelector are allowed (no mutations or deletions)")];

    private static IEnumerable<FieldFault> Affinity(Field terms, Field live)
    {
        if (live.Count == 0)
            return [];
        if (live.Count != terms.Count)
            return [FieldFault.Invalid(terms.Path, GoSyntax.NodeSelectorTerms(terms), "no additions/deletions to non-empty NodeSelectorTerms list are allowed")];
        return terms.Items.Zip(live.Items).Where(pair => !OnlyAdds(pair.First, pair.Second))
            .Select(pair => FieldFault.Invalid(pair.First.Path, GoSyntax.NodeSelectorTerm(pair.First), "only additions are allowed (no mutations or deletions)"));
    }

    private static bool OnlyAdds(Field term, Field live)
    {
        var lists = new[] { "matchExpressions", "matchFields" };
        if (lists.All(list => live[list].Count == 0))
            return lists.All(list => term[list].Count == 0);
        return lists.All(list => term[list].Count >= live[list].Count && term[list].Items.Zip(live[list].Items).All(pair => pair.First.Node.SameAs(pair.Second.Node)));
    }
}
