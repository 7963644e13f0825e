using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>What the mounts of a container must keep to. Upstream's faults of paths within a volume point to the list, not to the mount.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1.</remarks>
internal static class MountRules
{
    internal static IEnumerable<FieldFault> Check(Field container, PodScope pod)
    {
        var mounts = container["volumeMounts"];
        var devices = container["volumeDevices"].Items.ToList();
        var paths = new HashSet<string>();
        return mounts.Items.SelectMany(mount => (IEnumerable<FieldFault>)
        [
            .. Place(mount, pod, paths, devices),
            .. WithinVolume(mounts, mount, pod),
            .. Propagation(mounts["mountPropagation"].Path, mount["mountPropagation"], container),
            .. Recursion(mounts["recursiveReadOnly"].Path, mount),
        ]);
    }

    private static IEnumerable<FieldFault> Place(Field mount, PodScope pod, HashSet<string> paths, List<Field> devices)
    {
        var (name, path) = (mount["name"], mount["mountPath"]);
        if (name.IsEmptyText)
            yield return FieldFault.Required(name.Path);
        if (!pod.Volumes.ContainsKey(name.Text))
            yield return FieldFault.NotFound(name.Path, name.Text);
        if (path.IsEmptyText)
            yield return FieldFault.Required(path.Path);
        if (!paths.Add(path.Text))
            yield return FieldFault.Invalid(path.Path, path.Text, "must be unique");
        if (devices.Any(device => device["name"].Text == name.Text))
            yield return FieldFault.Invalid(name.Path, name.Text, "must not already exist in volumeDevices");
        if (devices.Any(device => device["devicePath"].Text == path.Text))
            yield return FieldFault.Invalid(path.Path, path.Text, "must not already exist as a path in volumeDevices");
    }

    private static IEnumerable<FieldFault> WithinVolume(Field mounts, Field mount, PodScope pod)
    {
        var (path, expression) = (mount["subPath"], mount["subPathExpr"]);
        var ofImage = pod.Volumes.TryGetValue(mount["name"].Text, out var volume) && volume["image"].IsSet;
        var given = new[] { path, expression }.Where(one => !one.IsEmptyText).ToList();
        return
        [
            .. ofImage ? given.Select(one => FieldFault.Invalid(one.Path, one.Text, "not allowed in image volume sources")) : [],
            .. path.IsEmptyText ? [] : PathRules.Descending(path with { Path = mounts["subPath"].Path }),
            .. given.Count == 2 ? [FieldFault.Invalid(expression.Path, expression.Text, "subPathExpr and subPath are mutually exclusive")] : Array.Empty<FieldFault>(),
            .. expression.IsEmptyText ? [] : PathRules.Descending(expression with { Path = mounts["subPathExpr"].Path }),
        ];
    }

    private static IEnumerable<FieldFault> Propagation(string path, Field propagation, Field container)
    {
        if (!propagation.IsSet)
            yield break;
        if (propagation.Text is not ("Bidirectional" or "HostToContainer" or "None"))
            yield return FieldFault.NotSupported(path, propagation.Text, "Bidirectional", "HostToContainer", "None");
        if (propagation.Text == "Bidirectional" && !container["securityContext"]["privileged"].Flag)
            yield return FieldFault.Forbidden(path, "Bidirectional mount propagation is available only to privileged containers");
    }

    private static IEnumerable<FieldFault> Recursion(string path, Field mount)
    {
        var (mode, propagation) = (mount["recursiveReadOnly"], mount["mountPropagation"]);
        if (!mode.IsSet || mode.Text == "Disabled")
            yield break;
        if (mode.Text is not ("Enabled" or "IfPossible"))
        {
            yield return FieldFault.NotSupported(path, mode.Text, "Disabled", "Enabled", "IfPossible");
            yield break;
        }
        if (!mount["readOnly"].Flag)
            yield return FieldFault.Forbidden(path, "may only be specified when readOnly is true");
        if (propagation.IsSet && propagation.Text != "None")
            yield return FieldFault.Forbidden(path, "may only be specified when mountPropagation is None or not specified");
    }
}
