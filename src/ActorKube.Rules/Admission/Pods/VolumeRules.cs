using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>What the volumes of a pod must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/.</remarks>
internal static class VolumeRules
{
    internal static IEnumerable<FieldFault> Check(Field volumes) =>
        [.. volumes.Items.SelectMany(Volume), .. Checks.Unique(volumes.Each("name"))];

    private static IEnumerable<FieldFault> Volume(Field volume)
    {
        foreach (var fault in Checks.Name(volume["name"], NameRule.Label.Faults))
            yield return fault;
        foreach (var (source, _) in volume.Entries.Where(field => field.Key != "name").Skip(1))
            yield return FieldFault.Forbidden(volume[source].Path, "may not specify more than 1 volume type");
        var limit = volume["emptyDir"]["sizeLimit"];
        if (Quantity.TryParse(limit.Text, out var quantity) && quantity < Quantity.Zero)
            yield return FieldFault.Forbidden(limit.Path, "SizeLimit field must be a valid resource quantity");
    }
}
