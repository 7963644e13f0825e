using System.Text.RegularExpressions;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>What volumes of storage systems on the network must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/#persistent-volumes.</remarks>
internal static partial class RemoteVolumeRules
{
    private const string HostPorts = "must be a host:port pair or multiple pairs separated by commas";

    internal static IEnumerable<FieldFault> Nfs(Field source)
    {
        var path = source["path"];
        return
        [
            .. RequiredFields.Of(source, "server", "path"),
            .. path.Text.StartsWith('/') ? [] : new[] { FieldFault.Invalid(path.Path, path.Text, "must be an absolute path") },
        ];
    }

    internal static IEnumerable<FieldFault> Iscsi(Field source)
    {
        var (name, secret, initiator) = (source["iqn"], source["secretRef"], source["initiatorName"]);
        var needsSecret = source["chapAuthDiscovery"].Flag || source["chapAuthSession"].Flag;
        return
        [
            .. RequiredFields.Of(source, "targetPortal", "iqn"),
            .. name.IsEmptyText ? [] : IscsiName(name),
            .. Checks.Range(source["lun"], 0, 255),
            .. needsSecret && !secret.IsSet ? [FieldFault.Required(secret.Path)] : Array.Empty<FieldFault>(),
            .. initiator.IsSet ? IscsiName(initiator with { Path = source["initiatorname"].Path }) : [],
        ];
    }

    internal static IEnumerable<FieldFault> Glusterfs(Field source) => RequiredFields.Of(source, "endpoints", "path");

    internal static IEnumerable<FieldFault> Rbd(Field source) => RequiredFields.Of(source, "monitors", "image");

    internal static IEnumerable<FieldFault> Cephfs(Field source) => RequiredFields.Of(source, "monitors");

    internal static IEnumerable<FieldFault> ScaleIO(Field source) => RequiredFields.Of(source, "gateway", "system", "volumeName");

    internal static IEnumerable<FieldFault> Flocker(Field source)
    {
        var (name, id) = (source["datasetName"], source["datasetUUID"]);
        if (name.IsEmptyText && id.IsEmptyText)
            yield return FieldFault.Required(source.Path, "one of datasetName and datasetUUID is required");
        if (!name.IsEmptyText && !id.IsEmptyText)
            yield return FieldFault.Invalid(source.Path, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        if (name.Text.Contains('/'))
            yield return FieldFault.Invalid(name.Path, name.Text, "must not contain '/'");
    }

    internal static IEnumerable<FieldFault> Quobyte(Field source)
    {
        var (registry, tenant) = (source["registry"], source["tenant"]);
        IEnumerable<FieldFault> faults = registry.IsEmptyText
            ? [FieldFault.Required(registry.Path, HostPorts)]
            : tenant.Text.Length >= 65
                ? [FieldFault.Required(tenant.Path, "must be a UUID and may not exceed a length of 64 characters")]
                : registry.Text.Split(',').Where(pair => !HostPort().IsMatch(pair)).Select(_ => FieldFault.Invalid(registry.Path, registry.Text, HostPorts));
        return [.. faults, .. RequiredFields.Of(source, "volume")];
    }

    internal static IEnumerable<FieldFault> FibreChannel(Field source)
    {
        var (targets, ids, lun) = (source["targetWWNs"], source["wwids"], source["lun"]);
        if (targets.Count == 0 && ids.Count == 0)
            yield return FieldFault.Required(targets.Path, "must specify either targetWWNs or wwids, but not both");
        if (targets.Count > 0 && ids.Count > 0)
            yield return FieldFault.Invalid(targets.Path, GoSyntax.Texts(targets), "targetWWNs and wwids can not be specified simultaneously");
        if (targets.Count > 0 && !lun.IsSet)
            yield return FieldFault.Required(lun.Path, "lun is required if targetWWNs is specified");
        foreach (var fault in targets.Count > 0 ? Checks.Range(lun, 0, 255) : [])
            yield return fault;
    }

    internal static IEnumerable<FieldFault> FlexVolume(Field source) =>
    [
        .. RequiredFields.Of(source, "driver"),
        .. source["options"].Entries.Where(option => IsReserved(option.Key))
            .Select(option => FieldFault.Invalid(option.Value.Path, option.Key, "kubernetes.io and k8s.io namespaces are reserved")),
    ];

    internal static IEnumerable<FieldFault> StorageOS(Field source)
    {
        var home = source["volumeNamespace"];
        return
        [
            .. Checks.Name(source["volumeName"], NameRule.Label.Faults),
            .. home.IsEmptyText ? [] : Checks.Name(home, NameRule.Label.Faults),
            .. RequiredFields.SecretName(source["secretRef"]),
        ];
    }

    private static IEnumerable<FieldFault> IscsiName(Field name)
    {
        var known = name.Text.Length >= 3 ? name.Text[..3] : "";
        if (known is not ("iqn" or "eui" or "naa"))
            return [FieldFault.Invalid(name.Path, name.Text, "must be valid format starting with iqn, eui, or naa")];
        var pattern = known switch { "iqn" => Iqn(), "eui" => Eui(), _ => Naa() };
        return pattern.IsMatch(name.Text) ? [] : [FieldFault.Invalid(name.Path, name.Text, "must be valid format")];
    }

    private static bool IsReserved(string option)
    {
        var domain = "." + option.Split('/')[0].ToLowerInvariant();
        return domain.EndsWith(".kubernetes.io", StringComparison.Ordinal) || domain.EndsWith(".k8s.io", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"iqn\.\d{4}-\d{2}\.([a-zA-Z0-9.-]+)(:[^,;*&$|\s]+)\z")]
    private static partial Regex Iqn();

    [GeneratedRegex(@"\Aeui.[a-zA-Z0-9]{16}\z")]
    private static partial Regex Eui();

    [GeneratedRegex(@"\Anaa.[a-zA-Z0-9]{32}\z")]
    private static partial Regex Naa();

    [GeneratedRegex(@"\A([^:\[\]]*|\[[^\[\]]*\]):[^:\[\]]*\z")]
    private static partial Regex HostPort();
}
