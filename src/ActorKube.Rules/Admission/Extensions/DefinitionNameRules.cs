using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>What the names of a definition must keep to; in a status they may be missing.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#create-a-customresourcedefinition.</remarks>
internal static class DefinitionNameRules
{
    private const string MixedCase = "may have mixed case, but should otherwise match: ";

    internal static IEnumerable<FieldFault> Check(Field names)
    {
        var (kind, list) = (names["kind"], names["listKind"]);
        return
        [
            .. Joined(names["plural"], names["plural"].Text),
            .. Joined(names["singular"], names["singular"].Text),
            .. Joined(kind, kind.Text.ToLowerInvariant(), MixedCase),
            .. Joined(list, list.Text.ToLowerInvariant(), MixedCase),
            .. names["shortNames"].Items.SelectMany(name => Joined(name, name.Text, evenEmpty: true)),
            .. !kind.IsEmptyText && kind.Text == list.Text ? [FieldFault.Invalid(list.Path, list.Text, "kind and listKind may not be the same")] : Array.Empty<FieldFault>(),
            .. names["categories"].Items.SelectMany(name => Joined(name, name.Text, evenEmpty: true)),
        ];
    }

    /// <summary>All that is wrong with a label, in one fault.</summary>
    /// <param name="name">Where it stands.</param>
    /// <param name="label">What is checked.</param>
    /// <param name="before">What is said before.</param>
    /// <param name="evenEmpty">True if an empty text is a fault here, and not said elsewhere.</param>
    internal static IEnumerable<FieldFault> Joined(Field name, string label, string before = "", bool evenEmpty = false) =>
        (label.Length > 0 || evenEmpty) && NameRule.Label1035.Faults(label).ToList() is { Count: > 0 } faults
            ? [FieldFault.Invalid(name.Path, name.Text, before + string.Join(",", faults))]
            : [];
}
