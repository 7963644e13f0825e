using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>What ephemeral containers must keep to: they come, and neither change nor go.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/.</remarks>
internal static class EphemeralContainerRules
{
    private const string Mirror = "kubernetes.io/config.mirror";

    private static readonly string[] NotForThem = ["ports", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle", "resources", "resizePolicy", "restartPolicy"];

    internal static IEnumerable<FieldFault> Check(Field pod, Field live)
    {
        var (spec, now) = (pod["spec"], pod["spec"]["ephemeralContainers"]);
        if (live["metadata"]["annotations"][Mirror].IsSet)
            return [FieldFault.Forbidden(now.Path, "static pods do not support ephemeral containers")];
        return
        [
            .. now.Items.SelectMany(container => Container(container, spec)),
            .. Checks.Unique(AllContainers(spec).Concat(now.Items).Select(container => container["name"])),
            .. live["spec"]["ephemeralContainers"].Items.SelectMany(before => Kept(before, now)),
        ];
    }

    private static IEnumerable<Field> AllContainers(Field spec) => spec["containers"].Items.Concat(spec["initContainers"].Items);

    private static IEnumerable<FieldFault> Container(Field container, Field spec)
    {
        if (container["name"].IsEmptyText)
            yield return FieldFault.Required(container["name"].Path);
        if (container["image"].IsEmptyText)
            yield return FieldFault.Required(container["image"].Path);
        if (container["targetContainerName"] is { IsEmptyText: false } target && AllContainers(spec).All(other => other["name"].Text != target.Text))
            yield return FieldFault.NotFound(target.Path, target.Text);
        foreach (var field in NotForThem.Select(name => container[name]).Where(field => field.IsSet && field is not { Node: not System.Text.Json.Nodes.JsonValue, Count: 0 }))
            yield return FieldFault.Forbidden(field.Path, "cannot be set for an Ephemeral Container");
        foreach (var mount in container["volumeMounts"].Items.SelectMany(mount => new[] { mount["subPath"], mount["subPathExpr"] }).Where(path => !path.IsEmptyText))
            yield return FieldFault.Forbidden(mount.Path, "cannot be set for an Ephemeral Container");
    }

    private static IEnumerable<FieldFault> Kept(Field before, Field now)
    {
        var name = before["name"].Text;
        var after = now.Items.FirstOrDefault(container => container["name"].Text == name);
        if (!after.IsSet)
            yield return FieldFault.Forbidden(now.Path, $"existing ephemeral containers \"{name}\" may not be removed\n");
        else if (!after.Node.SameAs(before.Node))
            yield return FieldFault.Forbidden(now.Path, $"existing ephemeral containers \"{name}\" may not be changed\n");
    }
}
