namespace ActorKube.Rules.Admission.Pods.Warnings;

/// <summary>Warnings of labels of nodes that have new names, and of selectors that find nothing.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/labels-annotations-taints/.</remarks>
internal static class PlacementWarnings
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";
    private const string FindsNothing = "a null labelSelector results in matching no pod";

    private static readonly Dictionary<string, string> Deprecated = new()
    {
        ["beta.kubernetes.io/arch"] = "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        ["beta.kubernetes.io/os"] = "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        ["failure-domain.beta.kubernetes.io/region"] = "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        ["failure-domain.beta.kubernetes.io/zone"] = "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        ["beta.kubernetes.io/instance-type"] = "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
        ["app.kubernetes.io/created-by"] = "deprecated since v1.9",
        ["scheduler.alpha.kubernetes.io/preferAvoidPods"] = "deprecated since v1.22; use Taints and Tolerations instead",
        ["node-role.kubernetes.io/master"] = "use \"node-role.kubernetes.io/control-plane\" instead",
    };

    internal static IEnumerable<string> OfNodeLabels(Field spec)
    {
        var affinity = spec["affinity"]["nodeAffinity"];
        return
        [
            .. spec["nodeSelector"].Entries.Where(label => Deprecated.ContainsKey(label.Key)).Select(label => $"{label.Value.Path}: {Deprecated[label.Key]}"),
            .. affinity[Required]["nodeSelectorTerms"].Items.SelectMany(Term),
            .. affinity[Preferred].Items.SelectMany(preferred => Term(preferred["preference"])),
            .. spec["topologySpreadConstraints"].Items.SelectMany(constraint => Key(constraint["topologyKey"]).Concat(Selector(constraint))),
        ];
    }

    internal static IEnumerable<string> OfPodAffinity(Field affinity) => new[] { affinity["podAffinity"], affinity["podAntiAffinity"] }
        .SelectMany(kind => kind[Required].Items.Concat(kind[Preferred].Items.Select(preferred => preferred["podAffinityTerm"])))
        .SelectMany(Selector);

    private static IEnumerable<string> Term(Field term) => term["matchExpressions"].Each("key").SelectMany(Key);

    private static IEnumerable<string> Key(Field key) =>
        Deprecated.TryGetValue(key.Text, out var warning) ? [$"{key.Path}: {key.Text} is {warning}"] : [];

    private static IEnumerable<string> Selector(Field owner) =>
        owner["labelSelector"].IsSet ? [] : [$"{owner["labelSelector"].Path}: {FindsNothing}"];
}
