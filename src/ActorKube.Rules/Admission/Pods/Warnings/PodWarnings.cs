using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Warnings;

/// <summary>What the author of a pod, or of a template of pods, should hear though it is no fault.</summary>
/// <remarks>Source: https://kubernetes.io/blog/2020/09/03/warnings/.</remarks>
internal static class PodWarnings
{
    private const string UseSysctls = "non-functional in v1.11+; use the \"sysctls\" field instead";

    private static readonly (string Annotation, string Warning)[] Annotations =
    [
        ("scheduler.alpha.kubernetes.io/critical-pod", "non-functional in v1.16+; use the \"priorityClassName\" field instead"),
        ("security.alpha.kubernetes.io/sysctls", UseSysctls),
        ("security.alpha.kubernetes.io/unsafe-sysctls", UseSysctls),
    ];

    /// <summary>The warnings of a new pod.</summary>
    internal static IEnumerable<string> OfPod(Field pod) => Name(pod["metadata"]["name"], "the Pod's hostname").Concat(Of(pod));

    /// <summary>The warning of a new object whose name its pods will bear.</summary>
    internal static IEnumerable<string> OfOwnersName(Field owner) => Name(owner["metadata"]["name"], "Pod names and hostnames");

    /// <summary>The warnings of a template.</summary>
    internal static IEnumerable<string> OfTemplate(Field template) => Of(template);

    private static IEnumerable<string> Name(Field name, string use) => NameRule.Label.Faults(name.Text).ToList() is { Count: > 0 } faults
        ? [$"{name.Path}: this is used in {use}, which can result in surprising behavior; a DNS label is recommended: [{string.Join(' ', faults)}]"]
        : [];

    private static IEnumerable<string> Of(Field pod)
    {
        var (spec, annotations) = (pod["spec"], pod["metadata"]["annotations"]);
        var grace = spec["terminationGracePeriodSeconds"];
        return
        [
            .. PlacementWarnings.OfNodeLabels(spec),
            .. Annotations.Where(one => annotations[one.Annotation].IsSet).Select(one => $"{annotations.Path}[{one.Annotation}]: {one.Warning}"),
            .. VolumeWarnings.Of(spec["volumes"]),
            .. Twice(spec["hostAliases"], "ip"),
            .. Twice(spec["imagePullSecrets"], "name"),
            .. spec["imagePullSecrets"].Each("name").Where(name => name.IsEmptyText).Select(name => $"{name.Path}: invalid empty name \"\""),
            .. ContainerWarnings.Fractions(spec["overhead"]),
            .. ContainerWarnings.Of(spec, annotations),
            .. PortWarnings.Of(spec),
            .. grace.Number < 0 ? [$"{grace.Path}: must be >= 0; negative values are invalid and will be treated as 1"] : Array.Empty<string>(),
            .. PlacementWarnings.OfPodAffinity(spec["affinity"]),
        ];
    }

    private static IEnumerable<string> Twice(Field list, string name)
    {
        var seen = new HashSet<string>();
        return list.Each(name).Where(field => !seen.Add(field.Text)).Select(field => $"{field.Path}: duplicate {name} {Model.Refusals.QuotedText.Of(field.Text)}");
    }
}
