using System.Text.Json;
using ActorKube.Model.Time;

namespace ActorKube.Launching;

/// <summary>
/// The cluster's clock as its data directory keeps it: emulated time goes on where it was when a cluster is started again, also with another
/// scale, and never runs backwards.
/// </summary>
internal sealed record EmulatedClock(double Scale, DateTimeOffset RealOrigin, DateTimeOffset EmulatedOrigin)
{
    internal EmulatedTimeProvider ToTimeProvider() => new(Scale, RealOrigin, EmulatedOrigin);

    /// <summary>The clock of a cluster that starts now.</summary>
    internal static EmulatedClock Start(DataDirectory directory, double scale, TimeProvider real)
    {
        var now = real.GetUtcNow();
        var emulatedNow = File.Exists(directory.ClockFile) && JsonSerializer.Deserialize<EmulatedClock>(File.ReadAllText(directory.ClockFile)) is { } before
            ? before.ToTimeProvider().GetUtcNow()
            : now;
        var clock = new EmulatedClock(scale, now, emulatedNow);
        File.WriteAllText(directory.ClockFile, JsonSerializer.Serialize(clock));
        return clock;
    }
}
