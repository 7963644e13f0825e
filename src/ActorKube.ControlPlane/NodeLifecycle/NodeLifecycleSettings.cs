using ActorKube.Rules.Nodes;
using Akka.Configuration;

namespace ActorKube.ControlPlane.NodeLifecycle;

/// <summary>The keys of <c>actorkube.control-plane.node-lifecycle</c>.</summary>
public sealed record NodeLifecycleSettings
{
    /// <summary>What the rules decide by.</summary>
    public required NodePolicy Policy { get; init; }

    /// <summary>How often all nodes are judged; emulated time.</summary>
    public required TimeSpan CheckInterval { get; init; }

    /// <summary>After how long a refused eviction is tried again; emulated time.</summary>
    public required TimeSpan EvictionRetry { get; init; }

    /// <summary>Writes that may be unanswered at a time.</summary>
    public required int WritesInFlight { get; init; }

    /// <summary>Messages that wait until the nodes are known.</summary>
    public required int WaitingMessages { get; init; }

    /// <summary>How long an answer of the store may take; real time.</summary>
    public required TimeSpan AnswerTimeout { get; init; }

    /// <summary>How long a watch may be silent; real time.</summary>
    public required TimeSpan WatchSilence { get; init; }

    /// <summary>Reads the section of the whole configuration.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="timeScale">Emulated seconds a real second: what processes need in real time to start must not shrink with the scale.</param>
    /// <exception cref="ConfigurationException">A value makes no sense; the message names the key.</exception>
    public static NodeLifecycleSettings From(Config configuration, double timeScale)
    {
        const string Path = "actorkube.control-plane.node-lifecycle";
        var section = configuration.GetConfig(Path) ?? throw new ConfigurationException($"{Path} is missing");
        return new NodeLifecycleSettings
        {
            Policy = new NodePolicy
            {
                HeartbeatGrace = Span("heartbeat-grace"),
                StartupGrace = Span("startup-grace") * timeScale,
                PodGcQuarantine = Span("pod-gc-quarantine"),
                Detector = section.GetString("detector") switch
                {
                    "either" => FailureDetector.Either,
                    "heartbeats" => FailureDetector.Heartbeats,
                    "membership" => FailureDetector.Membership,
                    var other => throw new ConfigurationException($"{Path}.detector: \"{other}\" is none of either, heartbeats, membership"),
                },
                Migration = section.GetString("pod-migration") switch
                {
                    "all" => PodMigration.All,
                    "controlled-only" => PodMigration.ControlledOnly,
                    var other => throw new ConfigurationException($"{Path}.pod-migration: \"{other}\" is none of all, controlled-only"),
                },
            },
            CheckInterval = Span("check-interval"),
            EvictionRetry = Span("eviction-retry"),
            WritesInFlight = Count("writes-in-flight"),
            WaitingMessages = Count("waiting-messages"),
            AnswerTimeout = Span("answer-timeout"),
            WatchSilence = Span("watch-silence"),
        };

        TimeSpan Span(string key) => section.GetTimeSpan(key, TimeSpan.Zero, allowInfinite: false) is { Ticks: > 0 } span
            ? span
            : throw new ConfigurationException($"{Path}.{key} must be a duration above zero");

        int Count(string key) => section.GetInt(key, 0) is > 0 and var count
            ? count
            : throw new ConfigurationException($"{Path}.{key} must be a whole number above zero");
    }
}
