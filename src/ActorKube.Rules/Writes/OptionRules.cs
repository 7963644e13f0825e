using System.Globalization;
using System.Text;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Writes;

/// <summary>What the options of a write must keep to.</summary>
/// <remarks>Source: the validation of CreateOptions, UpdateOptions and PatchOptions in https://github.com/kubernetes/apimachinery.</remarks>
internal static class OptionRules
{
    private const int LongestManager = 128;

    internal static Refusal? CheckCreate(WriteOptions options) => Invalid("CreateOptions", Manager(options));

    internal static Refusal? CheckUpdate(WriteOptions options) => Invalid("UpdateOptions", Manager(options));

    internal static Refusal? CheckPatch(WriteOptions options, PatchType type)
    {
        if (type == PatchType.Apply)
            return Invalid("PatchOptions", options.FieldManager.Length == 0 ? [FieldFault.Required("fieldManager", "is required for apply patch")] : Manager(options));
        return Invalid("PatchOptions", options.Force ? [FieldFault.Forbidden("force", "may not be specified for non-apply patch"), .. Manager(options)] : Manager(options));
    }

    private static FieldFault[] Manager(WriteOptions options)
    {
        var manager = options.FieldManager;
        if (Encoding.UTF8.GetByteCount(manager) > LongestManager)
            return [new("fieldManager", FieldFaultKind.Invalid, $"Too long: may not be more than {LongestManager} bytes")];
        return manager.EnumerateRunes().All(IsPrintable) ? [] : [FieldFault.Invalid("fieldManager", manager, "should only contain printable characters")];
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static Refusal? Invalid(string kind, FieldFault[] faults) => faults.Length == 0
        ? null
        : new(RefusalReason.Invalid, $"{kind}.meta.k8s.io \"\" is invalid: {(faults.Length == 1 ? faults[0].ToString() : $"[{string.Join<FieldFault>(", ", faults)}]")}")
        {
            Faults = [.. faults],
        };
}
