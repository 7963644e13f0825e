using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>What the block devices of a container must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#raw-block-volume-support.</remarks>
internal static class DeviceRules
{
    internal static IEnumerable<FieldFault> Check(Field container, PodScope pod)
    {
        var mounts = container["volumeMounts"].Items.ToList();
        var (names, paths) = (new HashSet<string>(), new HashSet<string>());
        return container["volumeDevices"].Items.SelectMany(device => Device(device, pod, mounts, names, paths));
    }

    private static IEnumerable<FieldFault> Device(Field device, PodScope pod, List<Field> mounts, HashSet<string> names, HashSet<string> paths)
    {
        var (name, path) = (device["name"], device["devicePath"]);
        var found = pod.Volumes.TryGetValue(name.Text, out var volume);
        if (name.IsEmptyText)
            yield return FieldFault.Required(name.Path);
        else if (!names.Add(name.Text))
            yield return FieldFault.Invalid(name.Path, name.Text, "must be unique");
        if (found && !volume["persistentVolumeClaim"].IsSet && !volume["ephemeral"].IsSet)
            yield return FieldFault.Invalid(name.Path, name.Text, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
        if (!found)
            yield return FieldFault.NotFound(name.Path, name.Text);
        if (path.IsEmptyText)
            yield return FieldFault.Required(path.Path);
        if (paths.Contains(path.Text))
            yield return FieldFault.Invalid(path.Path, path.Text, "must be unique");
        if (PathRules.WithoutBacksteps(path).Any())
            yield return FieldFault.Invalid(path.Path, path.Text, "can not contain backsteps ('..')");
        else
            paths.Add(path.Text);
        if (mounts.Any(mount => mount["name"].Text == name.Text))
            yield return FieldFault.Invalid(name.Path, name.Text, "must not already exist in volumeMounts");
        if (mounts.Any(mount => mount["mountPath"].Text == path.Text))
            yield return FieldFault.Invalid(path.Path, path.Text, "must not already exist as a path in volumeMounts");
    }
}
