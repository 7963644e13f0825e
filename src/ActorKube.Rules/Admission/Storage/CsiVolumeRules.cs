using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>What a volume of a CSI driver must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/#csi.</remarks>
internal static class CsiVolumeRules
{
    private const int LongestDriver = 63;

    internal static IEnumerable<FieldFault> Check(Field volume)
    {
        var (driver, handle) = (volume["driver"], volume["volumeHandle"]);
        return
        [
            .. driver.IsEmptyText ? [FieldFault.Required(driver.Path)] : Array.Empty<FieldFault>(),
            .. driver.Text.Length > LongestDriver ? [FieldFault.TooLong(driver.Path, LongestDriver)] : Array.Empty<FieldFault>(),
            .. NameRule.Subdomain.Faults(driver.Text.ToLowerInvariant()).Select(fault => FieldFault.Invalid(driver.Path, driver.Text, fault)),
            .. handle.IsEmptyText ? [FieldFault.Required(handle.Path)] : Array.Empty<FieldFault>(),
            .. new[] { "controllerPublishSecretRef", "controllerExpandSecretRef", "nodePublishSecretRef", "nodeExpandSecretRef" }
                .Where(name => volume[name].IsSet).SelectMany(name => Secret(volume[name])),
        ];
    }

    private static IEnumerable<FieldFault> Secret(Field reference) =>
        [.. Checks.Name(reference["name"], NameRule.Subdomain.Faults), .. Checks.Name(reference["namespace"], NameRule.Label.Faults)];
}
