using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>What volumes of the node itself must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/#emptydir, #hostpath, #gitrepo and #image there.</remarks>
internal static class NodeVolumeRules
{
    private static readonly string[] HostPathTypes = ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];

    internal static IEnumerable<FieldFault> EmptyDir(Field source)
    {
        var limit = source["sizeLimit"];
        return Quantity.TryParse(limit.Text, out var quantity) && quantity < Quantity.Zero
            ? [FieldFault.Forbidden(limit.Path, "SizeLimit field must be a valid resource quantity")]
            : [];
    }

    internal static IEnumerable<FieldFault> HostPath(Field source)
    {
        var (path, type) = (source["path"], source["type"]);
        if (path.IsEmptyText)
            return [FieldFault.Required(path.Path)];
        return [.. PathRules.WithoutBacksteps(path), .. HostPathTypes.Contains(type.Text) ? [] : new[] { FieldFault.NotSupported(type.Path, type.Text, HostPathTypes) }];
    }

    internal static IEnumerable<FieldFault> GitRepo(Field source) => [.. RequiredFields.Of(source, "repository"), .. PathRules.Descending(source["directory"])];

    internal static IEnumerable<FieldFault> Image(Field source) =>
        [.. RequiredFields.Of(source, "reference"), .. Checks.OneOf(source["pullPolicy"], "Always", "IfNotPresent", "Never")];
}
