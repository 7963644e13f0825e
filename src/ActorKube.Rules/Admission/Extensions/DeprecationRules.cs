using System.Globalization;
using System.Text;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>What is said to clients of a deprecated version.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-deprecation.</remarks>
internal static class DeprecationRules
{
    private const int MostBytes = 256;

    internal static IEnumerable<FieldFault> Check(Field version)
    {
        var warning = version["deprecationWarning"];
        return warning.IsSet ? Faults(version["deprecated"].Flag, warning.Text).Select(fault => FieldFault.Invalid(warning.Path, warning.Text, fault)) : [];
    }

    private static IEnumerable<string> Faults(bool deprecated, string warning)
    {
        if (!deprecated)
        {
            yield return "can only be set for deprecated versions";
            yield break;
        }
        if (Encoding.UTF8.GetByteCount(warning) > MostBytes)
            yield return $"must be <= {MostBytes} characters long";
        if (warning.Length == 0)
            yield return "must not be an empty string";
        var index = 0;
        foreach (var rune in warning.EnumerateRunes())
        {
            if (!IsPrintable(rune))
            {
                yield return $"must only contain printable UTF-8 characters; non-printable character found at index {index}";
                yield break;
            }
            index += rune.Utf8SequenceLength;
        }
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
