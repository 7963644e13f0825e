using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;
using ActorKube.Rules.Admission.Storage;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>What volumes by a claim, and those of a driver, must keep to.</summary>
/// <remarks>Sources: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes and
/// https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/.</remarks>
internal static class ClaimVolumeRules
{
    private const int LongestDriverName = 63;

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
            .. ClaimRules.Check(template["spec"]),
        ];
    }
}
