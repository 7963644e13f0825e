using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Containers;

/// <summary>What ephemeral containers must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/.</remarks>
internal static class EphemeralContainerListRules
{
    private const string NotForThem = "cannot be set for an Ephemeral Container";

    private static readonly string[] Forbidden =
        ["ports", "resources", "resizePolicy", "restartPolicy", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"];

    internal static IEnumerable<FieldFault> Check(Field containers, PodScope pod)
    {
        var others = pod.Spec["containers"].Each("name").Concat(pod.Spec["initContainers"].Each("name")).Select(name => name.Text).ToHashSet();
        var names = new HashSet<string>(others);
        return containers.Items.SelectMany(container => (IEnumerable<FieldFault>)
        [
            .. ContainerRules.Check(container, pod),
            .. ContainerRules.CheckImage(container),
            .. names.Add(container["name"].Text) ? Array.Empty<FieldFault>() : [FieldFault.Duplicate(container["name"].Path, container["name"].Text)],
            .. container["targetContainerName"] is { IsEmptyText: false } target && !others.Contains(target.Text)
                ? [FieldFault.NotFound(target.Path, target.Text)]
                : Array.Empty<FieldFault>(),
            .. Forbidden.Select(field => container[field]).Where(Says).Select(field => FieldFault.Forbidden(field.Path, NotForThem)),
            .. container["volumeMounts"].Items.SelectMany(mount => new[] { mount["subPath"], mount["subPathExpr"] })
                .Where(path => !path.IsEmptyText).Select(path => FieldFault.Forbidden(path.Path, NotForThem)),
        ]);
    }

    // An empty list, and resources that name none, are as good as nothing.
    private static bool Says(Field field) => field.Node switch
    {
        null => false,
        JsonArray items => items.Count > 0,
        JsonObject fields when field.Path.EndsWith(".resources", StringComparison.Ordinal) => fields.Count > 0,
        _ => true,
    };
}
