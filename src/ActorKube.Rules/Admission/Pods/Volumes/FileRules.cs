using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Pods.Environment;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>What the files of a volume that is made of other objects must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/#configmap and the kinds around it.</remarks>
internal static class FileRules
{
    private const int AllBits = 0x1FF;

    internal static IEnumerable<FieldFault> ConfigMap(Field source) => [.. Required(source, "name"), .. Mode(source["defaultMode"]), .. Items(source)];

    internal static IEnumerable<FieldFault> Secret(Field source) => [.. Required(source, "secretName"), .. Mode(source["defaultMode"]), .. Items(source)];

    // Upstream's faults point to the volume, not to the file.
    internal static IEnumerable<FieldFault> DownwardApi(Field source) =>
        [.. Mode(source["defaultMode"]), .. source["items"].Items.SelectMany(file => File(file with { Path = source.Path }))];

    /// <summary>The permissions of a file: nine bits.</summary>
    internal static IEnumerable<FieldFault> Mode(Field mode) => mode.Number is < 0 or > AllBits
        ? [FieldFault.Invalid(mode.Path, mode.Number, "must be a number between 0 and 0777 (octal), both inclusive")]
        : [];

    /// <summary>One file that holds the value of a key.</summary>
    internal static IEnumerable<FieldFault> Item(Field item) =>
        [.. Required(item, "key"), .. Required(item, "path"), .. PathRules.NotReserved(item["path"]), .. Mode(item["mode"])];

    /// <summary>One file that holds a field of the pod, or a resource of a container.</summary>
    internal static IEnumerable<FieldFault> File(Field file)
    {
        var (field, resource) = (file["fieldRef"], file["resourceFieldRef"]);
        IEnumerable<FieldFault> content = (field.IsSet, resource.IsSet) switch
        {
            (true, true) => [.. PodFieldReference.CheckVolume(field), FieldFault.Invalid(file.Path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously")],
            (true, false) => PodFieldReference.CheckVolume(field),
            (false, true) => ResourceReference.Check(resource, ofVolume: true),
            _ => [FieldFault.Required(file.Path, "one of fieldRef and resourceFieldRef is required")],
        };
        return [.. Required(file, "path"), .. PathRules.NotReserved(file["path"]), .. content, .. Mode(file["mode"])];
    }

    private static IEnumerable<FieldFault> Items(Field source) => source["items"].Items.SelectMany(Item);

    private static IEnumerable<FieldFault> Required(Field owner, string name) => owner[name].IsEmptyText ? [FieldFault.Required(owner[name].Path)] : [];
}
