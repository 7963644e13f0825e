namespace ActorKube.Rules.Containers.Usage;

/// <summary>How much of something a program uses over time: a base that may ramp up to another value, a sine around it, and a share of each request.</summary>
/// <param name="From">What it uses at its start: cores, or bytes.</param>
public sealed record UsageCurve(double From)
{
    /// <summary>Nothing.</summary>
    public static readonly UsageCurve None = new(0);

    /// <summary>What it uses once it has ramped up; null for what it used at its start.</summary>
    public double? To { get; init; }

    /// <summary>How long the ramp takes.</summary>
    public TimeSpan Over { get; init; }

    /// <summary>What is added for ever, a second.</summary>
    public double Growth { get; init; }

    /// <summary>How far the sine goes up and down.</summary>
    public double Swing { get; init; }

    /// <summary>How long one turn of the sine takes.</summary>
    public TimeSpan Period { get; init; }

    /// <summary>What each request a second adds.</summary>
    public double PerRequest { get; init; }

    /// <summary>What is used at a moment; never below zero.</summary>
    /// <param name="sinceStart">Emulated time since the program's start.</param>
    /// <param name="requestsPerSecond">Requests that it answers at the time.</param>
    public double At(TimeSpan sinceStart, double requestsPerSecond = 0)
    {
        var ramp = To is { } to && Over > TimeSpan.Zero ? (to - From) * Math.Clamp(sinceStart / Over, 0, 1) : (To ?? From) - From;
        var sine = Period > TimeSpan.Zero ? Swing * Math.Sin(2 * Math.PI * (sinceStart / Period)) : 0;
        return Math.Max(0, From + ramp + sine + (Growth * sinceStart.TotalSeconds) + (PerRequest * requestsPerSecond));
    }

    /// <summary>When it first uses more than so much without any request; null if never. A sine counts with its crest, once a quarter of a turn has passed.</summary>
    /// <param name="limit">The amount.</param>
    public TimeSpan? Passes(double limit)
    {
        if (At(TimeSpan.Zero) > limit)
            return TimeSpan.Zero;
        var rising = Growth > 0 || (To is { } to && to > From);
        if (rising && Swing == 0)
        {
            // Ramp and growth only ever go up: the moment is between now and the time by which growth alone has passed the limit, or the ramp has ended.
            // A little more, because times are whole ticks and what grows fast grows by several bytes a tick.
            var end = Growth > 0 ? TimeSpan.FromSeconds(Math.Min((limit - Math.Min(From, To ?? From)) / Growth, TimeSpan.MaxValue.TotalSeconds / 2)) + Precision : Over;
            return At(end) > limit ? Bisect(limit, TimeSpan.Zero, end) : null;
        }
        if (Swing == 0)
            return null;
        return SineCrests().Take(MostCrests).Where(crest => At(crest) > limit).Select(crest => (TimeSpan?)Bisect(limit, crest - (Period / 2) < TimeSpan.Zero ? TimeSpan.Zero : crest - (Period / 2), crest))
            .FirstOrDefault();
    }

    private const int MostCrests = 10_000;

    private static readonly TimeSpan Precision = TimeSpan.FromMilliseconds(1);

    private IEnumerable<TimeSpan> SineCrests()
    {
        for (var crest = Period / 4; ; crest += Period)
            yield return crest;
    }

    private TimeSpan Bisect(double limit, TimeSpan below, TimeSpan above)
    {
        while (above - below > Precision)
        {
            var middle = below + ((above - below) / 2);
            (below, above) = At(middle) > limit ? (below, middle) : (middle, above);
        }
        return above;
    }
}
