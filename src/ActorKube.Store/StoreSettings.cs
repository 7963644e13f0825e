using System.Net;
using System.Net.Sockets;
using ActorKube.Rules.Admission;
using Akka.Configuration;

namespace ActorKube.Store;

/// <summary>The keys of <c>actorkube.store</c>; each is explained in this project's <c>reference.conf</c>.</summary>
public sealed record StoreSettings
{
    /// <summary><c>queue-writes</c>.</summary>
    public required int QueueWrites { get; init; }

    /// <summary><c>queue-bytes</c>.</summary>
    public required long QueueBytes { get; init; }

    /// <summary><c>submission-writes</c>.</summary>
    public required int SubmissionWrites { get; init; }

    /// <summary><c>batch-writes</c>.</summary>
    public required int BatchWrites { get; init; }

    /// <summary><c>batch-bytes</c>.</summary>
    public required long BatchBytes { get; init; }

    /// <summary><c>watch-history-changes</c>.</summary>
    public required int WatchHistoryChanges { get; init; }

    /// <summary><c>watch-history-bytes</c>.</summary>
    public required long WatchHistoryBytes { get; init; }

    /// <summary><c>bookmark-interval</c>, real time.</summary>
    public required TimeSpan BookmarkInterval { get; init; }

    /// <summary><c>ephemeral-objects</c>.</summary>
    public required int EphemeralObjects { get; init; }

    /// <summary><c>ephemeral-lifetime</c>, emulated time.</summary>
    public required TimeSpan EphemeralLifetime { get; init; }

    /// <summary><c>ephemeral-sweep-interval</c>, emulated time.</summary>
    public required TimeSpan EphemeralSweepInterval { get; init; }

    /// <summary><c>revisions-reserved</c>.</summary>
    public required int RevisionsReserved { get; init; }

    /// <summary><c>admission</c>: what the door of the store adds to objects.</summary>
    public required AdmissionPolicy Admission { get; init; }

    /// <summary><c>compaction.garbage-factor</c>.</summary>
    public required double GarbageFactor { get; init; }

    /// <summary><c>compaction.minimum-changes</c>.</summary>
    public required int CompactionMinimum { get; init; }

    /// <summary>Reads the settings; what the configuration lacks comes from <see cref="StoreConfig.Default"/>.</summary>
    /// <exception cref="ConfigurationException">A value makes no sense; the message names the key.</exception>
    public static StoreSettings From(Config configuration)
    {
        var config = configuration.WithFallback(StoreConfig.Default).GetConfig("actorkube.store");
        return new StoreSettings
        {
            QueueWrites = Count("queue-writes"),
            QueueBytes = Bytes("queue-bytes"),
            SubmissionWrites = Count("submission-writes"),
            BatchWrites = Count("batch-writes"),
            BatchBytes = Bytes("batch-bytes"),
            WatchHistoryChanges = Count("watch-history-changes"),
            WatchHistoryBytes = Bytes("watch-history-bytes"),
            BookmarkInterval = Span("bookmark-interval"),
            EphemeralObjects = Count("ephemeral-objects"),
            EphemeralLifetime = Span("ephemeral-lifetime"),
            EphemeralSweepInterval = Span("ephemeral-sweep-interval"),
            RevisionsReserved = Count("revisions-reserved"),
            Admission = new AdmissionPolicy
            {
                DefaultNotReadyTolerationSeconds = Seconds("admission.default-not-ready-toleration-seconds"),
                DefaultUnreachableTolerationSeconds = Seconds("admission.default-unreachable-toleration-seconds"),
                ServiceClusterIPRange = IPNetwork.TryParse(config.GetString("admission.service-cluster-ip-range", ""), out var range)
                    && range.BaseAddress.AddressFamily == AddressFamily.InterNetwork && range.PrefixLength is >= 8 and <= 28
                    ? range
                    : throw Wrong("admission.service-cluster-ip-range", "an IPv4 network with a prefix of 8 to 28 bits, such as 127.255.0.0/16"),
                FirstServiceNodePort = Port("admission.first-service-node-port"),
                LastServiceNodePort = Port("admission.last-service-node-port") is var last && last >= Port("admission.first-service-node-port")
                    ? last
                    : throw Wrong("admission.last-service-node-port", "no less than the first port"),
            },
            GarbageFactor = config.GetDouble("compaction.garbage-factor", 0) is >= 1 and var factor
                ? factor
                : throw Wrong("compaction.garbage-factor", "a number of one or more"),
            CompactionMinimum = Count("compaction.minimum-changes"),
        };

        TimeSpan Span(string key) =>
            config.GetTimeSpan(key, TimeSpan.Zero, allowInfinite: false) is { Ticks: > 0 } span ? span : throw Wrong(key, "a duration above zero");

        int Count(string key) => config.GetInt(key, 0) is > 0 and var count ? count : throw Wrong(key, "a whole number above zero");

        int Port(string key) => config.GetInt(key, 0) is > 0 and <= ushort.MaxValue and var port ? port : throw Wrong(key, "a port, 1 to 65535");

        int Seconds(string key) => config.GetInt(key, -1) is >= 0 and var seconds ? seconds : throw Wrong(key, "a whole number of seconds, zero or more");

        long Bytes(string key) => config.GetByteSize(key, null) is > 0 and var size ? size : throw Wrong(key, "a size above zero");

        ConfigurationException Wrong(string key, string wanted) =>
            new($"actorkube.store.{key} must be {wanted}, not \"{config.GetString(key, "")}\"");
    }
}
