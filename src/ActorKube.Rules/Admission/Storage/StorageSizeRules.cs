using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>What sizes of volumes must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#capacity.</remarks>
internal static class StorageSizeRules
{
    internal const string Storage = "storage";

    /// <summary>More than nothing.</summary>
    internal static IEnumerable<FieldFault> Positive(Field size) => Quantity.TryParse(size.Text, out var quantity) && quantity <= Quantity.Zero
        ? [FieldFault.Invalid(size.Path, size.Text, "must be greater than zero")]
        : [];

    /// <summary>No less than nothing, in the words for whatever a status says.</summary>
    internal static IEnumerable<FieldFault> Basic(Field size) => Quantity.TryParse(size.Text, out var quantity) && quantity < Quantity.Zero
        ? [FieldFault.Invalid(size.Path, decimal.Floor(quantity.Value), "must be a valid resource quantity")]
        : [];
}
