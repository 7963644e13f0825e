using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>What a container must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container.</remarks>
internal static class ContainerRules
{
    internal static IEnumerable<FieldFault> Check(Field container, HashSet<string> volumes) =>
    [
        .. Checks.Name(container["name"], NameRule.Label.Faults),
        .. Image(container["image"]),
        .. Checks.OneOf(container["imagePullPolicy"], "Always", "IfNotPresent", "Never"),
        .. Checks.OneOf(container["terminationMessagePolicy"], "File", "FallbackToLogsOnError"),
        .. ContainerPortRules.Check(container["ports"]),
        .. container["env"].Items.SelectMany(Variable),
        .. Mounts(container["volumeMounts"], volumes),
        .. ResourceRules.Check(container["resources"]),
    ];

    private static IEnumerable<FieldFault> Image(Field image)
    {
        if (image.IsEmptyText)
            return [FieldFault.Required(image.Path)];
        return image.Text.Trim() == image.Text ? [] : [FieldFault.Invalid(image.Path, image.Text, "must not have leading or trailing whitespace")];
    }

    private static IEnumerable<FieldFault> Variable(Field variable)
    {
        foreach (var fault in Checks.Name(variable["name"], NameRule.EnvironmentVariable.Faults))
            yield return fault;
        var source = variable["valueFrom"];
        if (source.IsSet && !variable["value"].IsEmptyText)
            yield return FieldFault.Invalid(source.Path, "", "may not be specified when `value` is not empty");
    }

    private static IEnumerable<FieldFault> Mounts(Field mounts, HashSet<string> volumes)
    {
        var paths = new HashSet<string>();
        foreach (var mount in mounts.Items)
        {
            var (name, path) = (mount["name"], mount["mountPath"]);
            if (name.IsEmptyText)
                yield return FieldFault.Required(name.Path);
            else if (!volumes.Contains(name.Text))
                yield return FieldFault.NotFound(name.Path, name.Text);
            if (path.IsEmptyText)
                yield return FieldFault.Required(path.Path);
            else if (!paths.Add(path.Text))
                yield return FieldFault.Invalid(path.Path, path.Text, "must be unique");
        }
    }
}
