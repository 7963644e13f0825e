using System.Globalization;
using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Workloads;

/// <summary>How far a rolling update may go above and below the wanted number of pods.</summary>
/// <remarks>
/// Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment: percentages of the replicas, surge rounded
/// up, unavailable rounded down; if both come out as zero, one may be unavailable.
/// </remarks>
/// <param name="MaxSurge">Pods above the wanted number.</param>
/// <param name="MaxUnavailable">Pods below it; at most that number.</param>
public readonly record struct RollingBounds(int MaxSurge, int MaxUnavailable)
{
    private const string Default = "25%";

    /// <summary>The bounds of a Deployment's <c>spec</c> for that many replicas; none of either unless it rolls.</summary>
    /// <exception cref="FormatException">A bound is neither a number nor a percentage.</exception>
    public static RollingBounds Of(JsonObject? spec, int replicas)
    {
        var strategy = spec.Object("strategy");
        if (strategy.Text("type") == "Recreate")
            return default;
        var rolling = strategy.Object("rollingUpdate");
        var surge = Resolve(rolling?["maxSurge"], replicas, roundUp: true);
        var unavailable = Resolve(rolling?["maxUnavailable"], replicas, roundUp: false);
        if (surge == 0 && unavailable == 0)
            unavailable = 1;
        return new(surge, Math.Min(unavailable, replicas));
    }

    private static int Resolve(JsonNode? bound, int replicas, bool roundUp)
    {
        if (bound is JsonValue value && value.TryGetValue<int>(out var number))
            return number;
        var text = bound is null ? Default : bound.ToString();
        if (!text.EndsWith('%') || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
            throw new FormatException($"\"{text}\" is neither a number nor a percentage");
        var share = (long)percent * replicas;
        return (int)(roundUp ? (share + 99) / 100 : share / 100);
    }
}
