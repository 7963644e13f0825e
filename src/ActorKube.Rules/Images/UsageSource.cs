using System.Globalization;
using ActorKube.Model.Quantities;
using ActorKube.Rules.Containers.Usage;

namespace ActorKube.Rules.Images;

/// <summary>Where a program's use of something comes from: a curve, or an argument of its command line.</summary>
/// <param name="Curve">The curve; what an argument says replaces its base.</param>
public sealed record UsageSource(UsageCurve Curve)
{
    /// <summary>Nothing.</summary>
    public static readonly UsageSource None = new(UsageCurve.None);

    /// <summary>The argument before the amount; empty for none.</summary>
    public string Argument { get; init; } = "";

    /// <summary>An argument before a number that multiplies the amount; empty for none.</summary>
    public string Times { get; init; } = "";

    /// <summary>What one unit of the argument's amount stands for.</summary>
    public double Unit { get; init; } = 1;

    /// <summary>The curve for a command line.</summary>
    public UsageCurve For(IReadOnlyList<string> words)
    {
        if (Argument.Length == 0 || After(words, Argument) is not { } text || Amount(text) is not { } amount)
            return Curve;
        var times = Times.Length > 0 && After(words, Times) is { } factor && double.TryParse(factor, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 1;
        return Curve with { From = amount * Unit * times, To = null };
    }

    private static string? After(IReadOnlyList<string> words, string argument)
    {
        for (var index = 0; index < words.Count; index++)
        {
            if (words[index] == argument && index + 1 < words.Count)
                return words[index + 1];
            if (words[index].StartsWith(argument + "=", StringComparison.Ordinal))
                return words[index][(argument.Length + 1)..];
        }
        return null;
    }

    // Command lines write 150M for mebibytes, and 150Mi as Kubernetes does.
    private static double? Amount(string text) => text is [.., 'K' or 'M' or 'G'] && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var binary)
        ? binary * (text[^1] switch { 'K' => 1024.0, 'M' => 1024.0 * 1024, _ => 1024.0 * 1024 * 1024 })
        : Quantity.TryParse(text, out var amount) ? (double)amount.Value : null;
}
