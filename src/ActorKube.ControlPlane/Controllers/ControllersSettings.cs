using Akka.Configuration;

namespace ActorKube.ControlPlane.Controllers;

/// <summary>The bounds of every controller: <c>actorkube.control-plane.controllers</c>.</summary>
public sealed record ControllersSettings
{
    /// <summary>Keys whose writes may be unanswered at a time, a controller.</summary>
    public required int KeysInFlight { get; init; }

    /// <summary>Keys that a controller looks at before it takes the next message.</summary>
    public required int KeysPerTurn { get; init; }

    /// <summary>Writes of one key that go to the store in one message.</summary>
    public required int WritesPerBatch { get; init; }

    /// <summary>How long a controller waits for an answer, or for its own writes to come back, before it watches anew; real time.</summary>
    public required TimeSpan AnswerTimeout { get; init; }

    /// <summary>How long a watch may be silent, without even a bookmark, before it is begun anew; real time.</summary>
    public required TimeSpan WatchSilence { get; init; }

    /// <summary>The first wait after a refused change; emulated time. It doubles with each refusal.</summary>
    public required TimeSpan RetryFirst { get; init; }

    /// <summary>The longest wait after a refused change; emulated time.</summary>
    public required TimeSpan RetryLongest { get; init; }

    /// <summary>Reads the section of the whole configuration.</summary>
    /// <exception cref="ConfigurationException">A bound makes no sense; the message names it.</exception>
    public static ControllersSettings From(Config configuration)
    {
        const string Path = "actorkube.control-plane.controllers";
        var section = configuration.GetConfig(Path) ?? throw new ConfigurationException($"{Path} is missing");
        var settings = new ControllersSettings
        {
            KeysInFlight = section.GetInt("keys-in-flight"),
            KeysPerTurn = section.GetInt("keys-per-turn"),
            WritesPerBatch = section.GetInt("writes-per-batch"),
            AnswerTimeout = section.GetTimeSpan("answer-timeout"),
            WatchSilence = section.GetTimeSpan("watch-silence"),
            RetryFirst = section.GetTimeSpan("retry-first"),
            RetryLongest = section.GetTimeSpan("retry-longest"),
        };
        if (settings.KeysInFlight < 1 || settings.KeysPerTurn < 1 || settings.WritesPerBatch < 1)
            throw new ConfigurationException($"{Path}: keys-in-flight, keys-per-turn and writes-per-batch must be at least 1");
        if (settings.AnswerTimeout <= TimeSpan.Zero || settings.WatchSilence <= TimeSpan.Zero || settings.RetryFirst <= TimeSpan.Zero
            || settings.RetryLongest < settings.RetryFirst)
            throw new ConfigurationException($"{Path}: waits must be above zero, and retry-longest no less than retry-first");
        return settings;
    }

    /// <summary>The wait after so many refusals in a row; emulated time.</summary>
    public TimeSpan RetryAfter(int refusals)
    {
        var doublings = Math.Min(refusals - 1, 30);
        var wait = RetryFirst * Math.Pow(2, Math.Max(0, doublings));
        return wait < RetryLongest ? wait : RetryLongest;
    }
}
