using System.Globalization;

namespace ActorKube.Model.Time;

/// <summary>Time spans in the short form that kubectl prints as AGE: <c>95s</c>, <c>5m12s</c>, <c>3h20m</c>, <c>4d7h</c>.</summary>
/// <remarks>Source: HumanDuration in k8s.io/apimachinery/pkg/util/duration, as of 1.32.</remarks>
public static class HumanDuration
{
    /// <summary>How long ago a moment was; <c>&lt;unknown&gt;</c> if there is none.</summary>
    public static string Since(DateTimeOffset? moment, DateTimeOffset now) => moment is { } then ? Of(now - then) : "<unknown>";

    /// <summary>The short form of a span; <c>&lt;invalid&gt;</c> below minus one second, since clocks may differ by that much.</summary>
    public static string Of(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        var (minutes, hours) = ((long)span.TotalMinutes, (long)span.TotalHours);
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 2 * 60 => Text($"{seconds}s"),
            < 10 * 60 => Pair(minutes, "m", seconds % 60, "s"),
            < 3 * 3600 => Text($"{minutes}m"),
            < 8 * 3600 => Pair(hours, "h", minutes % 60, "m"),
            < 48 * 3600 => Text($"{hours}h"),
            < 8 * 86400 => Pair(hours / 24, "d", hours % 24, "h"),
            < 2 * 365 * 86400L => Text($"{hours / 24}d"),
            < 8 * 365 * 86400L => Pair(hours / 24 / 365, "y", hours / 24 % 365, "d"),
            _ => Text($"{hours / 24 / 365}y"),
        };
    }

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Text($"{large}{largeUnit}") : Text($"{large}{largeUnit}{small}{smallUnit}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
