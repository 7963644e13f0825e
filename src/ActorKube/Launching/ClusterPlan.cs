namespace ActorKube.Launching;

/// <summary>What a cluster is to be made of, before any port or process exists.</summary>
internal sealed record ClusterPlan
{
    internal const string ControlPlaneRole = "control-plane";
    internal const string WorkerRole = "worker";

    internal int Workers { get; init; } = 3;
    internal int ControlPlanes { get; init; } = 1;
    internal int NodesPerWorker { get; init; } = 1;
    internal int PbmPort { get; init; } = 9110;
    internal int ApiPort { get; init; } = 6443;
    internal string TimeProfile { get; init; } = "fast";
    internal double TimeScale { get; init; } = 1;
    internal string? Store { get; init; }
    internal string Runtime { get; init; } = "simulated";
    internal IReadOnlyList<string> Images { get; init; } = [];
    internal bool Repair { get; init; } = true;

    /// <summary>Names and roles, control planes first.</summary>
    internal IEnumerable<(string Name, string Role)> Members() =>
    [
        .. Enumerable.Range(1, ControlPlanes).Select(number => ($"control-plane-{number}", ControlPlaneRole)),
        .. Enumerable.Range(1, Workers).Select(number => ($"worker-{number}", WorkerRole)),
    ];

    /// <summary>How many nodes must be Ready for the cluster to be.</summary>
    internal int Nodes => Workers * NodesPerWorker;
}
