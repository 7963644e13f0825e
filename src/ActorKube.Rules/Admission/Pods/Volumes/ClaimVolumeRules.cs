using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>What volumes by a claim, and those of a driver, must keep to.</summary>
/// <remarks>Sources: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes and
/// https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/.</remarks>
internal static class ClaimVolumeRules
{
    private const int LongestDriverName = 63;

    private static readonly string[] AccessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

    internal static IEnumerable<FieldFault> PersistentVolumeClaim(Field source) => RequiredFields.Of(source, "claimName");

    internal static IEnumerable<FieldFault> Csi(Field source)
    {
        var (driver, secret) = (source["driver"], source["nodePublishSecretRef"]);
        return
        [
            .. RequiredFields.Of(source, "driver"),
            .. driver.Text.Length > LongestDriverName ? [FieldFault.TooLong(driver.Path, LongestDriverName)] : Array.Empty<FieldFault>(),
            .. NameRule.Subdomain.Faults(driver.Text.ToLowerInvariant()).Select(fault => FieldFault.Invalid(driver.Path, driver.Text, fault)),
            .. RequiredFields.SecretName(secret),
            // Upstream's fault points to a name of the volume that isn't there.
            .. secret["name"].IsEmptyText ? [] : Checks.Name(secret["name"] with { Path = source["name"].Path }, NameRule.Subdomain.Faults),
        ];
    }

    internal static IEnumerable<FieldFault> Ephemeral(Field source)
    {
        var template = source["volumeClaimTemplate"];
        if (!template.IsSet)
            return [FieldFault.Required(template.Path)];
        var metadata = template["metadata"];
        return
        [
            .. LabelRules.Check(metadata["labels"]),
            .. metadata.Entries.Where(field => field.Key is not ("labels" or "annotations" or "creationTimestamp"))
                .Select(field => FieldFault.Forbidden(metadata[field.Key].Path, "cannot be set")),
            .. Claim(template["spec"]),
        ];
    }

    private static IEnumerable<FieldFault> Claim(Field spec)
    {
        var (modes, storage, @class) = (spec["accessModes"], spec["resources"]["requests"]["storage"], spec["storageClassName"]);
        return
        [
            .. modes.Count == 0 ? [FieldFault.Required(modes.Path, "at least 1 access mode is required")] : Array.Empty<FieldFault>(),
            .. modes.Items.Where(mode => !AccessModes.Contains(mode.Text)).Select(mode => FieldFault.NotSupported(modes.Path, mode.Text, AccessModes)),
            .. modes.Count > 1 && modes.Items.Any(mode => mode.Text == "ReadWriteOncePod")
                ? [FieldFault.Forbidden(modes.Path, "may not use ReadWriteOncePod with other access modes")]
                : Array.Empty<FieldFault>(),
            .. LabelSelectorRules.Check(spec["selector"]),
            .. storage.IsSet ? Positive(storage) : [FieldFault.Required(storage.Path.Replace(".storage", "[storage]", StringComparison.Ordinal))],
            .. @class.IsEmptyText ? [] : Checks.Name(@class, NameRule.Subdomain.Faults),
            .. Checks.Known(spec["volumeMode"], "Block", "Filesystem"),
        ];
    }

    private static IEnumerable<FieldFault> Positive(Field storage) =>
        Model.Quantities.Quantity.TryParse(storage.Text, out var quantity) && quantity <= Model.Quantities.Quantity.Zero
            ? [FieldFault.Invalid(storage.Path.Replace(".storage", "[storage]", StringComparison.Ordinal), storage.Text, "must be greater than zero")]
            : [];
}
