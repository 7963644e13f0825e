using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;
using ActorKube.Node.Logs;
using ActorKube.Node.Network;
using ActorKube.Node.Nodes;
using ActorKube.Node.Processes;
using ActorKube.Rules.Images;
using Akka.Configuration;

namespace ActorKube.Node;

/// <summary>The keys of <c>actorkube.node</c>, each explained in this project's <c>reference.conf</c>, and the nodes of this process.</summary>
public sealed record NodeHostSettings
{
    /// <summary>Name of the process.</summary>
    public required string HostName { get; init; }

    /// <summary>Names of its nodes.</summary>
    public required IReadOnlyList<string> NodeNames { get; init; }

    /// <summary><c>heartbeat-interval</c>, emulated time.</summary>
    public required TimeSpan HeartbeatInterval { get; init; }

    /// <summary><c>answer-timeout</c>, real time.</summary>
    public required TimeSpan AnswerTimeout { get; init; }

    /// <summary><c>watch-silence</c>, real time.</summary>
    public required TimeSpan WatchSilence { get; init; }

    /// <summary><c>status-interval</c>, real time.</summary>
    public required TimeSpan StatusInterval { get; init; }

    /// <summary><c>status-batch</c>.</summary>
    public required int StatusBatch { get; init; }

    /// <summary><c>events-remembered</c>.</summary>
    public required int EventsRemembered { get; init; }

    /// <summary><c>capacity</c>.</summary>
    public required ResourceList Capacity { get; init; }

    /// <summary><c>labels</c>.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary><c>image-bandwidth</c>, <c>serialize-image-pulls</c> and <c>max-parallel-image-pulls</c>.</summary>
    public required PullLimits Pulls { get; init; }

    /// <summary><c>image-backoff-initial</c>, emulated time.</summary>
    public required TimeSpan ImageBackoffInitial { get; init; }

    /// <summary><c>image-backoff-max</c>, emulated time.</summary>
    public required TimeSpan ImageBackoffMax { get; init; }

    /// <summary><c>image-report-interval</c>, emulated time.</summary>
    public required TimeSpan ImageReportInterval { get; init; }

    /// <summary>What is known of images: the built-in catalogue with the files of <c>images</c>.</summary>
    public ImageCatalogue Images { get; init; } = ImageCatalogue.BuiltIn;

    /// <summary><c>container-log-max-size</c> and <c>container-log-max-files</c>.</summary>
    internal LogRotation LogRotation { get; init; } = null!;

    /// <summary><c>sessions-per-node</c>.</summary>
    public required int SessionsPerNode { get; init; }

    /// <summary><c>session-window</c>, bytes.</summary>
    public required int SessionWindow { get; init; }

    /// <summary><c>session-pulse</c>, real time.</summary>
    public required TimeSpan SessionPulse { get; init; }

    /// <summary><c>volume-files</c>.</summary>
    public required int VolumeFiles { get; init; }

    /// <summary><c>volume-bytes</c>.</summary>
    public required long VolumeBytes { get; init; }

    /// <summary><c>runtime</c>: true if pods may run their commands on this machine.</summary>
    public required bool RunsProcesses { get; init; }

    /// <summary><c>data-directory</c>, a full path.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The folder of containers' logs, <c>pod-logs</c> in the <c>data-directory</c>; null if there is none, and logs are in memory only.</summary>
    internal string? LogDirectory { get; init; }

    /// <summary><c>process-isolation</c>.</summary>
    internal Isolation MostIsolation { get; init; }

    /// <summary><c>process-output</c>, bytes a second of real time.</summary>
    public required long ProcessOutput { get; init; }

    /// <summary><c>process-pids</c>.</summary>
    public required int ProcessPids { get; init; }

    /// <summary><c>node-disk-files</c>.</summary>
    public required int NodeDiskFiles { get; init; }

    /// <summary><c>node-disk-bytes</c>.</summary>
    public required long NodeDiskBytes { get; init; }

    /// <summary><c>mount-backoff-initial</c>, emulated time.</summary>
    public required TimeSpan MountBackoffInitial { get; init; }

    /// <summary><c>mount-backoff-max</c>, emulated time.</summary>
    public required TimeSpan MountBackoffMax { get; init; }

    /// <summary><c>eviction-interval</c>, emulated time.</summary>
    public required TimeSpan EvictionInterval { get; init; }

    /// <summary><c>eviction-memory-available</c>: bytes of memory that should be left on a node.</summary>
    public required Quantity MemoryThreshold { get; init; }

    /// <summary><c>eviction-pressure-transition</c>: emulated time for which memory must have sufficed before the node stops reporting pressure.</summary>
    public required TimeSpan PressureTransition { get; init; }

    /// <summary><c>pod-network</c>: the first byte of pod addresses.</summary>
    public required int PodNetwork { get; init; }

    /// <summary>Reads the settings; what the configuration lacks comes from <see cref="NodeConfig.Default"/>.</summary>
    /// <exception cref="ConfigurationException">A value makes no sense; the message names the key.</exception>
    public static NodeHostSettings From(Config configuration, string hostName, IReadOnlyList<string> nodeNames)
    {
        var config = configuration.WithFallback(NodeConfig.Default).GetConfig("actorkube.node");
        // Not kept here: the process has one budget, whoever asks first.
        _ = SocketBudget.From(config);
        return new NodeHostSettings
        {
            HostName = hostName,
            NodeNames = nodeNames,
            HeartbeatInterval = Span("heartbeat-interval"),
            AnswerTimeout = Span("answer-timeout"),
            WatchSilence = Span("watch-silence"),
            StatusInterval = Span("status-interval"),
            StatusBatch = Count("status-batch"),
            EventsRemembered = Count("events-remembered"),
            Capacity = Capacities(),
            Labels = LabelSet.From(Entries("labels")),
            Pulls = new(AtOnce(), config.GetByteSize("image-bandwidth", null) is > 0 and var bandwidth ? bandwidth : throw Wrong("image-bandwidth", "a size above zero")),
            ImageBackoffInitial = Span("image-backoff-initial"),
            ImageBackoffMax = Span("image-backoff-max"),
            ImageReportInterval = Span("image-report-interval"),
            Images = ImageFiles.Read(config.GetStringList("images"), fault => new ConfigurationException(fault)),
            LogRotation = new(
                config.GetByteSize("container-log-max-size", null) is > 0 and var logBytes ? logBytes : throw Wrong("container-log-max-size", "a size above zero"),
                Count("container-log-max-files") is > 1 and var files ? files : throw Wrong("container-log-max-files", "a whole number above 1")),
            SessionsPerNode = Count("sessions-per-node"),
            SessionWindow = config.GetByteSize("session-window", null) is > 0 and <= int.MaxValue and var bytes ? (int)bytes : throw Wrong("session-window", "a size above zero"),
            SessionPulse = Span("session-pulse"),
            VolumeFiles = Count("volume-files"),
            VolumeBytes = config.GetByteSize("volume-bytes", null) is > 0 and var bytesOfFiles ? bytesOfFiles : throw Wrong("volume-bytes", "a size above zero"),
            RunsProcesses = config.GetString("runtime", null) switch { "simulated" => false, "process" => true, _ => throw Wrong("runtime", "simulated or process") },
            DataDirectory = config.GetString("data-directory", null) is { Length: > 0 } data ? Path.GetFullPath(data) : Path.Combine(Path.GetTempPath(), "actorkube"),
            LogDirectory = config.GetString("data-directory", null) is { Length: > 0 } logs ? Path.GetFullPath(Path.Combine(logs, "pod-logs")) : null,
            MostIsolation = config.GetString("process-isolation", null) switch
            {
                "whole" => Isolation.Whole, "processes" => Isolation.Processes, "session" => Isolation.Session, _ => throw Wrong("process-isolation", "whole, processes or session"),
            },
            ProcessOutput = config.GetByteSize("process-output", null) is > 0 and var output ? output : throw Wrong("process-output", "a size above zero"),
            ProcessPids = Count("process-pids"),
            NodeDiskFiles = Count("node-disk-files"),
            NodeDiskBytes = config.GetByteSize("node-disk-bytes", null) is > 0 and var bytesOfDisk ? bytesOfDisk : throw Wrong("node-disk-bytes", "a size above zero"),
            MountBackoffInitial = Span("mount-backoff-initial"),
            MountBackoffMax = Span("mount-backoff-max"),
            EvictionInterval = Span("eviction-interval"),
            MemoryThreshold = Quantity.TryParse(config.GetString("eviction-memory-available", null), out var threshold) ? threshold : throw Wrong("eviction-memory-available", "a quantity"),
            PressureTransition = Span("eviction-pressure-transition"),
            PodNetwork = Count("pod-network") is <= 223 and var network ? network : throw Wrong("pod-network", "the first byte of an address"),
        };

        ResourceList Capacities()
        {
            var capacity = ResourceList.From(Entries("capacity").Select(entry => new KeyValuePair<string, Quantity>(
                entry.Key, Quantity.TryParse(entry.Value, out var quantity) ? quantity : throw Wrong($"capacity.{entry.Key}", "a quantity"))));
            return capacity[ResourceList.Pods].Value <= NodeIdentity.MostPods
                ? capacity
                : throw Wrong("capacity.pods", $"{NodeIdentity.MostPods} or less: a node has no more addresses for pods");
        }

        TimeSpan Span(string key) => config.GetTimeSpan(key, TimeSpan.Zero, allowInfinite: false) is { Ticks: > 0 } span ? span : throw Wrong(key, "a duration above zero");

        int Count(string key) => config.GetInt(key, 0) is > 0 and var count ? count : throw Wrong(key, "a whole number above zero");

        int AtOnce() => (config.GetBoolean("serialize-image-pulls", true), config.GetInt("max-parallel-image-pulls", -1)) switch
        {
            (_, < 0) => throw Wrong("max-parallel-image-pulls", "a whole number, 0 for no bound"),
            (true, > 1) => throw Wrong("max-parallel-image-pulls", "0 or 1 unless serialize-image-pulls is off"),
            (true, _) => 1,
            (_, 0) => int.MaxValue,
            (_, var most) => most,
        };

        IEnumerable<KeyValuePair<string, string>> Entries(string key) =>
            config.GetConfig(key).AsEnumerable().Select(entry => new KeyValuePair<string, string>(entry.Key, entry.Value.GetString()));

        ConfigurationException Wrong(string key, string wanted) => new($"actorkube.node.{key} must be {wanted}");
    }
}
