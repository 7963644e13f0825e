namespace ActorKube.Model.Time;

/// <summary>
/// Emulated time: real time since an origin, multiplied by a scale. Everything that Kubernetes times runs on it, so that at scale 20 a
/// documented five-minute wait takes fifteen seconds. Processes that share origin and scale agree on the time.
/// </summary>
public sealed class EmulatedTimeProvider : TimeProvider
{
    private readonly TimeProvider _real;
    private readonly long _realTimestamp;

    /// <summary>Emulated time on top of <paramref name="real"/>.</summary>
    /// <param name="scale">Emulated seconds a real second; above zero.</param>
    /// <param name="realOrigin">The real moment at which emulated time was <paramref name="emulatedOrigin"/>.</param>
    /// <param name="emulatedOrigin">The emulated time of the origin.</param>
    /// <param name="real">The real clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not above zero.</exception>
    public EmulatedTimeProvider(double scale, DateTimeOffset realOrigin, DateTimeOffset emulatedOrigin, TimeProvider? real = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        Scale = scale;
        RealOrigin = realOrigin;
        EmulatedOrigin = emulatedOrigin;
        _real = real ?? System;
        _realTimestamp = _real.GetTimestamp();
    }

    /// <summary>Emulated seconds a real second.</summary>
    public double Scale { get; }

    /// <summary>The real moment of the origin.</summary>
    public DateTimeOffset RealOrigin { get; }

    /// <summary>The emulated time of the origin.</summary>
    public DateTimeOffset EmulatedOrigin { get; }

    /// <summary>Emulated time that is real time.</summary>
    public static EmulatedTimeProvider RealTime { get; } = new(1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => EmulatedOrigin + ((_real.GetUtcNow() - RealOrigin) * Scale);

    /// <inheritdoc/>
    public override long TimestampFrequency => _real.TimestampFrequency;

    /// <inheritdoc/>
    public override long GetTimestamp() => (long)((_real.GetTimestamp() - _realTimestamp) * Scale);

    /// <summary>How long an emulated time span takes in real time; what actors hand to their scheduler.</summary>
    public TimeSpan ToReal(TimeSpan emulated) => emulated / Scale;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _real.CreateTimer(callback, state, Scaled(dueTime), Scaled(period));

    private TimeSpan Scaled(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : span / Scale;
}
