using Akka.Configuration;

namespace ActorKube.ApiServer;

/// <summary>The keys of <c>actorkube.api-server</c>; each is explained in this project's <c>reference.conf</c>. Durations are real time.</summary>
public sealed record ApiServerSettings
{
    /// <summary><c>watch-history-changes</c>.</summary>
    public required int WatchHistoryChanges { get; init; }

    /// <summary><c>watch-history-bytes</c>.</summary>
    public required long WatchHistoryBytes { get; init; }

    /// <summary><c>snapshots-kept</c>.</summary>
    public required int SnapshotsKept { get; init; }

    /// <summary><c>snapshot-lifetime</c>.</summary>
    public required TimeSpan SnapshotLifetime { get; init; }

    /// <summary><c>progress-interval</c>.</summary>
    public required TimeSpan ProgressInterval { get; init; }

    /// <summary><c>leader-patience</c>.</summary>
    public required TimeSpan LeaderPatience { get; init; }

    /// <summary><c>writes-in-flight</c>.</summary>
    public required int WritesInFlight { get; init; }

    /// <summary><c>write-timeout</c>.</summary>
    public required TimeSpan WriteTimeout { get; init; }

    /// <summary><c>read-timeout</c>.</summary>
    public required TimeSpan ReadTimeout { get; init; }

    /// <summary><c>request-bytes</c>.</summary>
    public required int RequestBytes { get; init; }

    /// <summary><c>request-depth</c>.</summary>
    public required int RequestDepth { get; init; }

    /// <summary><c>watch-timeout</c>.</summary>
    public required TimeSpan WatchTimeout { get; init; }

    /// <summary><c>bookmark-interval</c>.</summary>
    public required TimeSpan BookmarkInterval { get; init; }

    /// <summary><c>gzip-bytes</c>.</summary>
    public required int GzipBytes { get; init; }

    /// <summary><c>delete-batch</c>.</summary>
    public required int DeleteBatch { get; init; }

    /// <summary>Reads the settings; what the configuration lacks comes from <see cref="ApiServerConfig.Default"/>.</summary>
    /// <exception cref="ConfigurationException">A value makes no sense; the message names the key.</exception>
    public static ApiServerSettings From(Config configuration)
    {
        var config = configuration.WithFallback(ApiServerConfig.Default).GetConfig("actorkube.api-server");
        return new ApiServerSettings
        {
            WatchHistoryChanges = Count("watch-history-changes"),
            WatchHistoryBytes = Bytes("watch-history-bytes"),
            SnapshotsKept = Count("snapshots-kept"),
            SnapshotLifetime = Span("snapshot-lifetime"),
            ProgressInterval = Span("progress-interval"),
            LeaderPatience = Span("leader-patience"),
            WritesInFlight = Count("writes-in-flight"),
            WriteTimeout = Span("write-timeout"),
            ReadTimeout = Span("read-timeout"),
            RequestBytes = (int)Math.Min(Bytes("request-bytes"), int.MaxValue),
            RequestDepth = Count("request-depth"),
            WatchTimeout = Span("watch-timeout"),
            BookmarkInterval = Span("bookmark-interval"),
            GzipBytes = (int)Math.Min(Bytes("gzip-bytes"), int.MaxValue),
            DeleteBatch = Count("delete-batch"),
        };

        TimeSpan Span(string key) =>
            config.GetTimeSpan(key, TimeSpan.Zero, allowInfinite: false) is { Ticks: > 0 } span ? span : throw Wrong(key, "a duration above zero");

        int Count(string key) => config.GetInt(key, 0) is > 0 and var count ? count : throw Wrong(key, "a whole number above zero");

        long Bytes(string key) => config.GetByteSize(key, null) is > 0 and var size ? size : throw Wrong(key, "a size above zero");

        ConfigurationException Wrong(string key, string wanted) =>
            new($"actorkube.api-server.{key} must be {wanted}, not \"{config.GetString(key, "")}\"");
    }
}
