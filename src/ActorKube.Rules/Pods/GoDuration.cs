using System.Globalization;

namespace ActorKube.Rules.Pods;

/// <summary>Durations as Kubernetes' messages have them, which is as Go prints them: <c>350ms</c>, <c>1.5s</c>, <c>2m40s</c>, <c>1h0m0s</c>.</summary>
internal static class GoDuration
{
    /// <summary>The text, without what is below a millisecond.</summary>
    internal static string Text(TimeSpan time)
    {
        var milliseconds = (long)time.TotalMilliseconds;
        if (milliseconds is > 0 and < 1000)
            return string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms");
        var seconds = (milliseconds % 60_000 / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
        var minutes = milliseconds / 60_000;
        return minutes >= 60 ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}h{minutes % 60}m{seconds}s")
            : minutes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{minutes}m{seconds}s")
            : $"{seconds}s";
    }
}
