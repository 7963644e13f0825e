namespace ActorKube.Rules.Containers.Usage;

/// <summary>How many requests a second a program answers, over the last whole span of ten seconds. Any thread may use it.</summary>
public sealed class RequestRate
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private DateTimeOffset _since;
    private long _count;
    private double _rate;

    /// <summary>A request is answered.</summary>
    /// <param name="now">Emulated time.</param>
    public void Count(DateTimeOffset now)
    {
        lock (_lock)
        {
            Turn(now);
            _count++;
        }
    }

    /// <summary>Requests a second.</summary>
    /// <param name="now">Emulated time.</param>
    public double At(DateTimeOffset now)
    {
        lock (_lock)
        {
            Turn(now);
            return _rate;
        }
    }

    private void Turn(DateTimeOffset now)
    {
        var elapsed = now - _since;
        if (elapsed < Span)
            return;
        // After two spans nothing is known of the last one but that nobody asked.
        (_rate, _since, _count) = (elapsed < 2 * Span ? _count / elapsed.TotalSeconds : 0, now, 0);
    }
}
