namespace ActorKube.Rules.Nodes;

/// <summary>Decides whether a node lives.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/architecture/nodes/#node-controller; reasons and messages are the node lifecycle controller's.</remarks>
public static class NodeLife
{
    /// <summary>The Ready condition that a node must have now; null if it keeps the one that it has.</summary>
    /// <param name="record">What is known of it.</param>
    /// <param name="policy">The settings.</param>
    /// <param name="started">When the control plane started: until it has had time to hear of everyone, it judges only those it has heard.</param>
    /// <param name="now">Emulated time.</param>
    public static NodeVerdict? Decide(NodeRecord record, NodePolicy policy, DateTimeOffset started, DateTimeOffset now)
    {
        if (!record.IsHosted && now - Later(record.LastHeard, started) < policy.StartupGrace)
            return null;
        if (!IsAlive(record, policy, now))
        {
            return record.WasEverHeard
                ? new("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.")
                : new("Unknown", "NodeStatusNeverUpdated", "Kubelet never posted node status.");
        }
        if (!record.IsResynced || record.Report is not { } report)
            return null;
        return new(report.Ready ? "True" : "False", report.Reason, report.Message) { IsShortOfMemory = report.IsShortOfMemory };
    }

    /// <summary>True if the process that hosts the node is alive, by the detector in use; a process that the cluster has removed never is.</summary>
    public static bool IsAlive(NodeRecord record, NodePolicy policy, DateTimeOffset now) =>
        record.IsHosted && record.Presence != HostPresence.Gone
        && (policy.Detector == FailureDetector.Membership || now - record.LastHeard <= policy.HeartbeatGrace)
        && (policy.Detector == FailureDetector.Heartbeats || record.Presence == HostPresence.Present);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
