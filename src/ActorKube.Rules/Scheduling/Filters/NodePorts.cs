namespace ActorKube.Rules.Scheduling.Filters;

/// <summary>A port of a node goes to one pod.</summary>
/// <remarks>Source: the NodePorts plugin of kube-scheduler.</remarks>
public sealed class NodePorts : IFilter
{
    /// <summary>The refusal, in upstream's words.</summary>
    public const string Reason = "node(s) didn't have free ports for the requested pod ports";

    /// <inheritdoc/>
    public string Name => nameof(NodePorts);

    /// <inheritdoc/>
    public IEnumerable<string> Refuse(NodeState node, PendingPod pod) =>
        pod.Demand.HostPorts.IsEmpty || !pod.Demand.HostPorts.Any(wanted => node.TakenPorts.Any(wanted.ConflictsWith)) ? [] : [Reason];
}
