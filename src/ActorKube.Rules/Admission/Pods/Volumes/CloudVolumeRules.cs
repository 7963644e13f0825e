using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>What disks and shares of a cloud must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/#persistent-volumes.</remarks>
internal static class CloudVolumeRules
{
    internal static IEnumerable<FieldFault> GcePersistentDisk(Field source) => [.. RequiredFields.Of(source, "pdName"), .. Partition(source)];

    internal static IEnumerable<FieldFault> AwsElasticBlockStore(Field source) => [.. RequiredFields.Of(source, "volumeID"), .. Partition(source)];

    internal static IEnumerable<FieldFault> Cinder(Field source) => [.. RequiredFields.Of(source, "volumeID"), .. RequiredFields.SecretName(source["secretRef"])];

    internal static IEnumerable<FieldFault> AzureFile(Field source) => RequiredFields.Of(source, "secretName", "shareName");

    internal static IEnumerable<FieldFault> VsphereVolume(Field source) => RequiredFields.Of(source, "volumePath");

    internal static IEnumerable<FieldFault> PhotonPersistentDisk(Field source) => RequiredFields.Of(source, "pdID");

    internal static IEnumerable<FieldFault> PortworxVolume(Field source) => RequiredFields.Of(source, "volumeID");

    internal static IEnumerable<FieldFault> AzureDisk(Field source)
    {
        var (uri, kind) = (source["diskURI"], source["kind"]);
        return
        [
            .. RequiredFields.Of(source, "diskName", "diskURI"),
            .. Checks.Known(source["cachingMode"], "None", "ReadOnly", "ReadWrite"),
            .. Checks.Known(kind, "Dedicated", "Managed", "Shared"),
            .. Uri(uri, kind.Text),
        ];
    }

    private static IEnumerable<FieldFault> Uri(Field uri, string kind)
    {
        var (start, form) = kind == "Managed"
            ? ("/subscriptions/", "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}")
            : ("https://", "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");
        return kind.Length == 0 || uri.Text.StartsWith(start, StringComparison.Ordinal) ? [] : [FieldFault.NotSupported(uri.Path, uri.Text, form)];
    }

    // Zero stands for the whole disk; upstream's sentence forgets it.
    private static IEnumerable<FieldFault> Partition(Field source)
    {
        var partition = source["partition"];
        return partition.Number is < 0 or > 255 ? [FieldFault.Invalid(partition.Path, partition.Number, "must be between 1 and 255, inclusive")] : [];
    }
}
