using Akka.Configuration;

namespace ActorKube.ControlPlane;

/// <summary>The keys of <c>actorkube.control-plane</c> that the root and the scheduler read; each is explained in this project's <c>reference.conf</c>.</summary>
public sealed record ControlPlaneSettings
{
    /// <summary><c>store-restart-min</c>, real time.</summary>
    public required TimeSpan StoreRestartMin { get; init; }

    /// <summary><c>store-restart-max</c>, real time.</summary>
    public required TimeSpan StoreRestartMax { get; init; }

    /// <summary><c>room-restart</c>, real time.</summary>
    public required TimeSpan RoomRestart { get; init; }

    /// <summary><c>waiting-messages</c>.</summary>
    public required int WaitingMessages { get; init; }

    /// <summary><c>events.remembered</c>.</summary>
    public required int EventsRemembered { get; init; }

    /// <summary><c>scheduler.binding-batch</c>.</summary>
    public required int BindingBatch { get; init; }

    /// <summary><c>scheduler.bindings-in-flight</c>.</summary>
    public required int BindingsInFlight { get; init; }

    /// <summary><c>scheduler.backoff-initial</c>, emulated time.</summary>
    public required TimeSpan SchedulerBackoffInitial { get; init; }

    /// <summary><c>scheduler.backoff-max</c>, emulated time.</summary>
    public required TimeSpan SchedulerBackoffMax { get; init; }

    /// <summary><c>scheduler.unschedulable-flush</c>, emulated time.</summary>
    public required TimeSpan UnschedulableFlush { get; init; }

    /// <summary>The whole configuration, for rooms that read a section of their own.</summary>
    public required Config Configuration { get; init; }

    /// <summary>Reads the settings; what the configuration lacks comes from <see cref="ControlPlaneConfig.Default"/>.</summary>
    /// <exception cref="ConfigurationException">A value makes no sense; the message names the key.</exception>
    public static ControlPlaneSettings From(Config configuration)
    {
        var whole = configuration.WithFallback(ControlPlaneConfig.Default);
        var config = whole.GetConfig("actorkube.control-plane");
        return new ControlPlaneSettings
        {
            StoreRestartMin = Span("store-restart-min"),
            StoreRestartMax = Span("store-restart-max"),
            RoomRestart = Span("room-restart"),
            WaitingMessages = Count("waiting-messages"),
            EventsRemembered = Count("events.remembered"),
            BindingBatch = Count("scheduler.binding-batch"),
            BindingsInFlight = Count("scheduler.bindings-in-flight"),
            SchedulerBackoffInitial = Span("scheduler.backoff-initial"),
            SchedulerBackoffMax = Span("scheduler.backoff-max"),
            UnschedulableFlush = Span("scheduler.unschedulable-flush"),
            Configuration = whole,
        };

        TimeSpan Span(string key) => config.GetTimeSpan(key, TimeSpan.Zero, allowInfinite: false) is { Ticks: > 0 } span
            ? span
            : throw new ConfigurationException($"actorkube.control-plane.{key} must be a duration above zero");

        int Count(string key) => config.GetInt(key, 0) is > 0 and var count
            ? count
            : throw new ConfigurationException($"actorkube.control-plane.{key} must be a whole number above zero");
    }
}
