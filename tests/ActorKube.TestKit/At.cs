using System.Globalization;

namespace ActorKube.TestKit;

/// <summary>Times of stories: whole seconds after one fixed beginning.</summary>
public static class At
{
    /// <summary>When every story begins: 2026-01-01T12:00:00Z.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>So many seconds after the beginning.</summary>
    public static DateTimeOffset Second(double seconds) => Start.AddSeconds(seconds);

    /// <summary>So many minutes after the beginning.</summary>
    public static DateTimeOffset Minute(double minutes) => Start.AddMinutes(minutes);

    /// <summary>The text of a time in API objects.</summary>
    public static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
