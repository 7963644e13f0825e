using System.Globalization;
using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;

namespace ActorKube.Rules.Containers;

/// <summary>
/// How a container behaves by its pod's annotations: <c>actorkube.io/NAME</c> for all containers of the pod, <c>actorkube.io/CONTAINER.NAME</c> for one. The names are
/// <c>start-seconds</c>, <c>run-seconds</c>, <c>exit-code</c>, <c>crash-probability</c>, <c>seed</c>, <c>memory</c>, <c>memory-growth</c>, <c>cpu</c> and <c>ignore-sigterm</c>.
/// </summary>
public sealed record BehaviourAnnotations
{
    /// <summary>What their names begin with.</summary>
    public const string Prefix = "actorkube.io/";

    private const int LargestCode = 255;

    private static readonly Dictionary<string, Func<BehaviourAnnotations, string, BehaviourAnnotations?>> Readers = new(StringComparer.Ordinal)
    {
        ["start-seconds"] = static (known, text) => Seconds(text) is { } time ? known with { Start = time } : null,
        ["run-seconds"] = static (known, text) => Seconds(text) is { } time ? known with { Run = time } : null,
        ["exit-code"] = static (known, text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code <= LargestCode ? known with { ExitCode = code } : null,
        ["crash-probability"] = static (known, text) =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1 ? known with { CrashProbability = number } : null,
        ["seed"] = static (known, text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? known with { Seed = seed } : null,
        ["memory"] = static (known, text) => Amount(text) is { } amount ? known with { Memory = amount } : null,
        ["memory-growth"] = static (known, text) => Amount(text) is { } amount ? known with { MemoryGrowth = amount } : null,
        ["cpu"] = static (known, text) => Amount(text) is { } amount ? known with { Cpu = amount } : null,
        ["ignore-sigterm"] = static (known, text) => text is "true" or "false" ? known with { IgnoresSigterm = text == "true" } : null,
    };

    private static readonly Dictionary<string, string> Wanted = new(StringComparer.Ordinal)
    {
        ["start-seconds"] = "a number of seconds", ["run-seconds"] = "a number of seconds", ["exit-code"] = "a whole number from 0 to 255",
        ["crash-probability"] = "a number from 0 to 1: the chance of a crash within a minute", ["seed"] = "a whole number", ["memory"] = "an amount of bytes such as 64Mi",
        ["memory-growth"] = "an amount of bytes a second such as 1Mi", ["cpu"] = "an amount of processor time such as 100m", ["ignore-sigterm"] = "true or false",
    };

    /// <summary>How long it takes to start; null for the image's own time.</summary>
    public TimeSpan? Start { get; init; }

    /// <summary>How long it runs; null if not said.</summary>
    public TimeSpan? Run { get; init; }

    /// <summary>What it ends with; null if not said.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The chance that it crashes within a minute, 0 to 1.</summary>
    public double CrashProbability { get; init; }

    /// <summary>What the chance is drawn from: the same seed gives the same run of the same container of a pod of the same name the same fate.</summary>
    public long Seed { get; init; }

    /// <summary>The memory that it uses, in bytes; null if not said.</summary>
    public double? Memory { get; init; }

    /// <summary>What it uses more every second, in bytes; null if not said.</summary>
    public double? MemoryGrowth { get; init; }

    /// <summary>The processor time that it uses, in cores; null if not said.</summary>
    public double? Cpu { get; init; }

    /// <summary>True if it takes no notice of SIGTERM.</summary>
    public bool IgnoresSigterm { get; init; }

    /// <summary>Reads what goes for a container; what can't be read is left out.</summary>
    public static BehaviourAnnotations Of(string container, LabelSet annotations)
    {
        var known = new BehaviourAnnotations();
        foreach (var (name, read) in Readers)
            if (annotations.TryGetValue($"{Prefix}{container}.{name}", out var text) || annotations.TryGetValue(Prefix + name, out text))
                known = read(known, text) ?? known;
        return known;
    }

    /// <summary>What is wrong with an annotation, as the end of a sentence; null if nothing, or if it is none of these.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">Its value.</param>
    public static string? Fault(string key, string value)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        // CONTAINER.NAME or NAME: no name of these has a dot, and a container's may not either.
        var name = key[Prefix.Length..].Split('.') is [.., var last] ? last : "";
        return Readers.TryGetValue(name, out var read) && read(new(), value) is null ? $"must be {Wanted[name]}" : null;
    }

    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;

    private static double? Amount(string text) => Quantity.TryParse(text, out var amount) && amount.Value >= 0 ? (double)amount.Value : null;
}
