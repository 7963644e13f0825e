using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>What the source of a persistent volume must keep to: one row a kind of volume, in the order in which upstream looks at them.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#types-of-persistent-volumes.</remarks>
internal static class VolumeSourceRules
{
    private const string PartitionDetail = "must be between 1 and 255, inclusive";

    private static readonly string[] HostPathTypes = ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];

    private static readonly (string Name, Func<Field, IEnumerable<FieldFault>> Rule)[] Rows =
    [
        ("hostPath", HostPath),
        // Upstream calls the field by another name here.
        ("gcePersistentDisk", disk => Disk(disk with { Path = disk.Path.Replace("gcePersistentDisk", "persistentDisk", StringComparison.Ordinal) }, "pdName")),
        ("awsElasticBlockStore", disk => Disk(disk, "volumeID")),
        ("glusterfs", volume => Required(volume, "endpoints", "path")),
        ("flocker", Flocker),
        ("nfs", Nfs),
        ("rbd", volume => Required(volume, "monitors", "image")),
        ("quobyte", volume => Required(volume, "registry", "volume")),
        ("cephfs", volume => Required(volume, "monitors")),
        ("iscsi", volume => [.. Required(volume, "targetPortal", "iqn"), .. Checks.Range(volume["lun"], 0, 255)]),
        ("cinder", volume => [.. Required(volume, "volumeID"), .. volume["secretRef"].IsSet ? Required(volume["secretRef"], "name", "namespace") : []]),
        ("fc", FibreChannel),
        ("flexVolume", volume => [.. Required(volume, "driver"), .. volume["options"].Entries.SelectMany(FlexOption)]),
        ("azureFile", AzureFile),
        ("vsphereVolume", volume => Required(volume, "volumePath")),
        ("photonPersistentDisk", volume => Required(volume, "pdID")),
        ("portworxVolume", volume => Required(volume, "volumeID")),
        ("azureDisk", AzureDisk),
        ("scaleIO", volume => Required(volume, "gateway", "system", "volumeName")),
        ("local", Local),
        ("storageos", StorageOS),
        ("csi", CsiVolumeRules.Check),
    ];

    internal static IEnumerable<FieldFault> Check(Field spec)
    {
        var sources = Rows.Where(row => spec[row.Name].IsSet).ToList();
        if (sources.Count == 0)
            return [FieldFault.Required(spec.Path, "must specify a volume type")];
        return
        [
            .. sources[0].Rule(spec[sources[0].Name]),
            .. sources[0].Name == "local" && !spec["nodeAffinity"].IsSet
                ? [FieldFault.Required(spec["nodeAffinity"].Path, "Local volume requires node affinity")]
                : Array.Empty<FieldFault>(),
            .. sources.Skip(1).Select(row => FieldFault.Forbidden(spec[row.Name].Path, "may not specify more than 1 volume type")),
        ];
    }

    /// <summary>The sources of a spec without the rest of it, as a copy.</summary>
    internal static JsonObject Sources(Field spec)
    {
        var sources = new JsonObject();
        foreach (var (name, _) in Rows)
            sources.CopyFrom(spec.Node as JsonObject, name);
        return sources;
    }

    private static IEnumerable<FieldFault> Required(Field volume, params string[] names) =>
        names.Where(name => volume[name].IsEmptyText && volume[name].Count == 0).Select(name => FieldFault.Required(volume[name].Path));

    private static IEnumerable<FieldFault> HostPath(Field volume)
    {
        var type = volume["type"];
        return Required(volume, "path").Concat(volume["path"].IsEmptyText
            ? []
            : [
                .. NoBacksteps(volume["path"]),
                .. HostPathTypes.Contains(type.Text) ? Array.Empty<FieldFault>() : [FieldFault.NotSupported(type.Path, type.Text, HostPathTypes)],
            ]);
    }

    private static IEnumerable<FieldFault> NoBacksteps(Field path) =>
        path.Text.Split('/').Contains("..") ? [FieldFault.Invalid(path.Path, path.Text, "must not contain '..'")] : [];

    private static IEnumerable<FieldFault> Disk(Field volume, string name) => Required(volume, name).Concat(volume["partition"].Number is < 0 or > 255
        ? [FieldFault.Invalid(volume["partition"].Path, volume["partition"].Number, PartitionDetail)]
        : []);

    private static IEnumerable<FieldFault> Flocker(Field volume)
    {
        var (name, uuid) = (volume["datasetName"], volume["datasetUUID"]);
        if (name.IsEmptyText && uuid.IsEmptyText)
            yield return FieldFault.Required(volume.Path, "one of datasetName and datasetUUID is required");
        if (!name.IsEmptyText && !uuid.IsEmptyText)
            yield return FieldFault.Invalid(volume.Path, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        if (name.Text.Contains('/'))
            yield return FieldFault.Invalid(name.Path, name.Text, "must not contain '/'");
    }

    private static IEnumerable<FieldFault> Nfs(Field volume) => Required(volume, "server", "path").Concat(volume["path"].Text.StartsWith('/')
        ? []
        : [FieldFault.Invalid(volume["path"].Path, volume["path"].Text, "must be an absolute path")]);

    private static IEnumerable<FieldFault> FibreChannel(Field volume)
    {
        var (names, ids, lun) = (volume["targetWWNs"], volume["wwids"], volume["lun"]);
        if (names.Count == 0 && ids.Count == 0)
            yield return FieldFault.Required(names.Path, "must specify either targetWWNs or wwids, but not both");
        if (names.Count > 0 && ids.Count > 0)
            yield return FieldFault.Invalid(names.Path, GoSyntax.Texts(names), "targetWWNs and wwids can not be specified simultaneously");
        if (names.Count == 0)
            yield break;
        if (!lun.IsSet)
            yield return FieldFault.Required(lun.Path, "lun is required if targetWWNs is specified");
        foreach (var fault in Checks.Range(lun, 0, 255))
            yield return fault;
    }

    private static IEnumerable<FieldFault> FlexOption(KeyValuePair<string, Field> option)
    {
        var domain = "." + option.Key.Split('/', 2)[0].ToLowerInvariant();
        return option.Key.Contains('/') && (domain.EndsWith(".kubernetes.io", StringComparison.Ordinal) || domain.EndsWith(".k8s.io", StringComparison.Ordinal))
            ? [FieldFault.Invalid(option.Value.Path, option.Key, "kubernetes.io and k8s.io namespaces are reserved")]
            : [];
    }

    private static IEnumerable<FieldFault> AzureFile(Field volume) =>
        Required(volume, "secretName", "shareName").Concat(volume["secretNamespace"].IsSet ? Required(volume, "secretNamespace") : []);

    private static IEnumerable<FieldFault> AzureDisk(Field volume)
    {
        var (kind, uri) = (volume["kind"], volume["diskURI"]);
        var (managed, start, example) = kind.Text == "Managed"
            ? (true, "/subscriptions/", "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}")
            : (false, "https://", "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");
        return
        [
            .. Required(volume, "diskName", "diskURI"),
            .. Checks.Known(volume["cachingMode"], "None", "ReadOnly", "ReadWrite"),
            .. Checks.Known(kind, "Dedicated", "Managed", "Shared"),
            .. (managed || kind.IsSet) && !uri.Text.StartsWith(start, StringComparison.Ordinal)
                ? [FieldFault.NotSupported(uri.Path, uri.Text, example)]
                : Array.Empty<FieldFault>(),
        ];
    }

    private static IEnumerable<FieldFault> Local(Field volume) =>
        volume["path"].IsEmptyText ? Required(volume, "path") : NoBacksteps(volume["path"]);

    private static IEnumerable<FieldFault> StorageOS(Field volume) =>
    [
        .. Checks.Name(volume["volumeName"], NameRule.Label.Faults),
        .. volume["volumeNamespace"].IsEmptyText ? [] : Checks.Name(volume["volumeNamespace"], NameRule.Label.Faults),
        .. volume["secretRef"].IsSet ? Required(volume["secretRef"], "name", "namespace") : [],
    ];
}
