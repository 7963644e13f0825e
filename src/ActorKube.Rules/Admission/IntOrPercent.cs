using System.Globalization;
using System.Text.RegularExpressions;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission;

/// <summary>A number of things, or a percentage of them.</summary>
internal static partial class IntOrPercent
{
    /// <summary>Zero or more, and no more than 100%; missing is fine.</summary>
    internal static IEnumerable<FieldFault> Check(Field bound)
    {
        if (!bound.IsSet)
            return [];
        if (bound.Number is not null)
            return Checks.NonNegative(bound);
        if (Percent(bound.Text) is not { } percent)
        {
            return
            [
                FieldFault.Invalid(bound.Path, bound.Text,
                    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"),
            ];
        }
        return percent > 100 ? [FieldFault.Invalid(bound.Path, bound.Text, "must not be greater than 100%")] : [];
    }

    /// <summary>The number before the percent sign; null if the text is no percentage.</summary>
    internal static int? Percent(string text) =>
        Pattern().IsMatch(text) && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? percent : null;

    [GeneratedRegex(@"\A[0-9]+%\z")]
    private static partial Regex Pattern();
}
