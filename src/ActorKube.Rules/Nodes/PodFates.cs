using ActorKube.Model.Nodes;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Nodes;

/// <summary>Decides what becomes of pods whose node is tainted, dead or missing.</summary>
/// <remarks>
/// Sources: https://kubernetes.io/docs/concepts/architecture/nodes/#condition and
/// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection. Moving a pod without a controller is ActorKube's own promise.
/// </remarks>
public static class PodFates
{
    /// <summary>The fate of a pod on a node that exists.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="node">The node's taints and condition.</param>
    /// <param name="presence">What the membership says of the process that hosts the node.</param>
    /// <param name="migration">Which pods run again elsewhere.</param>
    /// <param name="now">Emulated time.</param>
    public static PodFate OnNode(ApiObject pod, NodeView node, HostPresence presence, PodMigration migration, DateTimeOffset now)
    {
        var isDue = TaintEviction.DueAt(pod.Pod.Tolerations, node.Taints) <= now;
        var isDead = presence == HostPresence.Gone && node.Ready == "Unknown";
        if (pod.Metadata.IsDeleting)
            return isDead ? PodFate.Remove : PodFate.Stay;
        if (!isDue)
            return PodFate.Stay;
        if (pod.Metadata.Controller is not null || migration == PodMigration.ControlledOnly)
            return isDead ? PodFate.Remove : PodFate.Evict;
        // A bare pod that has ended has done its work. One whose node is only silent waits: it can't be moved while it may still run.
        if (pod.Pod.IsTerminal)
            return PodFate.Stay;
        if (isDead)
            return PodFate.Move;
        return node.Ready == "Unknown" ? PodFate.Stay : PodFate.Evict;
    }

    /// <summary>The fate of a pod on a node that doesn't exist: after the quarantine it is removed.</summary>
    /// <param name="missingSince">Since when the node is missing.</param>
    /// <param name="quarantine">How long a pod may wait for its node.</param>
    /// <param name="now">Emulated time.</param>
    public static PodFate OnMissingNode(DateTimeOffset missingSince, TimeSpan quarantine, DateTimeOffset now) =>
        now - missingSince >= quarantine ? PodFate.Remove : PodFate.Stay;
}
