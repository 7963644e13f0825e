using System.Text.Json;
using ActorKube.Model.Json;

namespace ActorKube.Rules.Printing;

/// <summary>Volumes, claims and storage classes.</summary>
internal static class StorageTables
{
    private const string ClassAnnotation = "volume.beta.kubernetes.io/storage-class";
    private const string DefaultAnnotation = "storageclass.kubernetes.io/is-default-class";
    private const string BetaDefaultAnnotation = "storageclass.beta.kubernetes.io/is-default-class";

    private static readonly (string Mode, string Short)[] AccessModes =
        [("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"), ("ReadWriteOncePod", "RWOP")];

    internal static readonly ResourceTable PersistentVolume = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Capacity", "Size of the volume."),
        TableColumn.Text("Access Modes", "How the volume may be mounted."),
        TableColumn.Text("Reclaim Policy", "What becomes of the volume once its claim is gone."),
        TableColumn.Text("Status", "Whether the volume is available, bound or released."),
        TableColumn.Text("Claim", "The claim that the volume is bound to."),
        TableColumn.Text("StorageClass", "StorageClass of the volume."),
        TableColumn.Text("VolumeAttributesClass", "VolumeAttributesClass of the volume."),
        TableColumn.Text("Reason", "Why the volume failed."),
        TableColumn.Age,
        TableColumn.Text("VolumeMode", "Filesystem or Block.").Wide,
    ], row =>
    {
        var claim = row.Spec.Field("claimRef");
        row.Name().Text(row.Spec.Field("capacity").Quantity("storage")).Text(Modes(row.Spec)).Text(row.Spec.Text("persistentVolumeReclaimPolicy"))
            .Text(Phase(row)).Text(claim.ValueKind == JsonValueKind.Object ? $"{claim.Text("namespace")}/{claim.Text("name")}" : "").Text(Class(row))
            .Text(row.Spec.Text("volumeAttributesClassName"), Row.Unset).Text(row.Status.Text("reason")).Age().Text(row.Spec.Text("volumeMode"), Row.Unset);
    });

    internal static readonly ResourceTable PersistentVolumeClaim = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Status", "Whether the claim is bound."),
        TableColumn.Text("Volume", "The volume that the claim is bound to."),
        TableColumn.Text("Capacity", "Size of that volume."),
        TableColumn.Text("Access Modes", "How that volume may be mounted."),
        TableColumn.Text("StorageClass", "StorageClass of the claim."),
        TableColumn.Text("VolumeAttributesClass", "VolumeAttributesClass of the claim."),
        TableColumn.Age,
        TableColumn.Text("VolumeMode", "Filesystem or Block.").Wide,
    ], row =>
    {
        var volume = row.Spec.Text("volumeName");
        var bound = volume.Length > 0;
        row.Name().Text(Phase(row)).Text(volume).Text(bound ? row.Status.Field("capacity").Quantity("storage") : "").Text(bound ? Modes(row.Status) : "")
            .Text(Class(row)).Text(row.Spec.Text("volumeAttributesClassName"), Row.Unset).Age().Text(row.Spec.Text("volumeMode"), Row.Unset);
    });

    internal static readonly ResourceTable StorageClass = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Provisioner", "Who makes volumes of this class."),
        TableColumn.Text("ReclaimPolicy", "What becomes of such a volume once its claim is gone."),
        TableColumn.Text("VolumeBindingMode", "When claims of this class are bound."),
        TableColumn.Text("AllowVolumeExpansion", "Whether such volumes may grow."),
        TableColumn.Age,
    ], row =>
    {
        var isDefault = row.Value.Metadata.Annotations.GetValueOrDefault(DefaultAnnotation) == "true"
            || row.Value.Metadata.Annotations.GetValueOrDefault(BetaDefaultAnnotation) == "true";
        row.Text(row.Value.Key.Name + (isDefault ? " (default)" : "")).Text(row.Root.Text("provisioner")).Text(row.Root.Text("reclaimPolicy"), "Delete")
            .Text(row.Root.Text("volumeBindingMode"), "Immediate").Flag(row.Root.Flag("allowVolumeExpansion")).Age();
    });

    private static string Phase(Row row) => row.Value.Metadata.IsDeleting ? "Terminating" : row.Status.Text("phase");

    private static string Class(Row row) => row.Value.Metadata.Annotations.GetValueOrDefault(ClassAnnotation) ?? row.Spec.Text("storageClassName");

    private static string Modes(JsonElement owner)
    {
        var modes = owner.Texts("accessModes").ToHashSet();
        return string.Join(',', AccessModes.Where(mode => modes.Contains(mode.Mode)).Select(mode => mode.Short));
    }
}
