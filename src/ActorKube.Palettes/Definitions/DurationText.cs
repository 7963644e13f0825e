using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorKube.Palettes.Definitions;

/// <summary>Durations as operators write them, which is as Go reads them: <c>90s</c>, <c>1.5h</c>, <c>1h30m</c>, <c>250ms</c>.</summary>
/// <remarks>Source: https://pkg.go.dev/time#ParseDuration, without signs and what is below a millisecond.</remarks>
internal static partial class DurationText
{
    private const int LongestNumber = 9;

    /// <summary>Reads a duration; false if it isn't one.</summary>
    public static bool TryRead(string text, out TimeSpan duration)
    {
        duration = default;
        var whole = Whole().Match(text);
        if (!whole.Success)
            return false;
        var (numbers, units) = (whole.Groups["number"].Captures, whole.Groups["unit"].Captures);
        foreach (var (index, number) in numbers.Index())
        {
            if (number.Length > LongestNumber)
                return false;
            duration += double.Parse(number.Value, CultureInfo.InvariantCulture) * units[index].Value switch
            {
                "h" => TimeSpan.FromHours(1), "m" => TimeSpan.FromMinutes(1), "s" => TimeSpan.FromSeconds(1), _ => TimeSpan.FromMilliseconds(1),
            };
        }
        return true;
    }

    [GeneratedRegex(@"^((?<number>\d+(\.\d+)?)(?<unit>ms|h|m|s))+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
