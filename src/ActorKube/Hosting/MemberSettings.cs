using ActorKube.CommandLine;
using ActorKube.Launching;
using ActorKube.Store;

namespace ActorKube.Hosting;

/// <summary>What one member process was told on its command line.</summary>
internal sealed record MemberSettings
{
    internal required string Role { get; init; }
    internal required string Name { get; init; }
    internal required string Host { get; init; }
    internal required int Port { get; init; }
    internal required int PbmPort { get; init; }

    /// <summary>Port of the Kubernetes API; a worker has none.</summary>
    internal required int ApiPort { get; init; }

    internal required IReadOnlyList<string> Seeds { get; init; }
    internal required int Nodes { get; init; }

    /// <summary>The container runtime of a worker: simulated or process.</summary>
    internal required string Runtime { get; init; }

    /// <summary>Files and folders that describe images to a worker.</summary>
    internal IReadOnlyList<string> Images { get; init; } = [];

    internal required DataDirectory Data { get; init; }
    internal required string TimeProfile { get; init; }
    internal required EmulatedClock Clock { get; init; }
    internal required string? Store { get; init; }

    /// <summary>Who started the process: null for a person, <c>attached</c> or <c>detached</c> for a launcher.</summary>
    internal required string? Launched { get; init; }

    internal bool IsControlPlane => Role == ClusterPlan.ControlPlaneRole;

    /// <summary>Where the journal lies: what the command line says, or a file in the data directory.</summary>
    /// <exception cref="CommandFailedException">The connection string can't be read.</exception>
    internal StorePersistence OpenStore() => StoreConnection.Check(Store ?? $"Data Source={Data.StoreFile}");

    /// <summary>Names of the nodes: the process's own if it hosts one, numbered ones if more.</summary>
    internal IReadOnlyList<string> NodeNames => IsControlPlane ? [] : Nodes == 1 ? [Name] : [.. Enumerable.Range(1, Nodes).Select(number => $"{Name}-{number}")];
}
