using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Workloads;

namespace ActorKube.Rules.Nodes;

/// <summary>What carries out a pod's fate: the changes, in order; those of a move must happen together or not at all.</summary>
/// <remarks>Sources: upstream's taint-eviction-controller (Event, condition DisruptionTarget) and pod garbage collector.</remarks>
public static class PodDepartures
{
    /// <summary>Reason of the Event of a pod that its node's taints drive off.</summary>
    public const string EvictionReason = "TaintManagerEviction";

    /// <summary>The changes of a fate; none if the pod stays.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="fate">Its fate.</param>
    /// <param name="now">Emulated time.</param>
    public static ImmutableArray<Change> Changes(ApiObject pod, PodFate fate, DateTimeOffset now) => fate switch
    {
        PodFate.Evict => [Disrupt(pod, now), Delete(pod, graceSeconds: null, announced: true)],
        PodFate.Remove => [Delete(pod, graceSeconds: 0, announced: !pod.Metadata.IsDeleting)],
        PodFate.Move => [Delete(pod, graceSeconds: 0, announced: true), new Change.Create(KindCatalogue.Pod, MovedPod.From(pod))],
        _ => [],
    };

    /// <summary>The change that removes a pod whose node doesn't exist.</summary>
    public static ImmutableArray<Change> Collected(ApiObject pod) => [Delete(pod, graceSeconds: 0, announced: false)];

    /// <summary>The Event of a pod that was moved: why it runs elsewhere now.</summary>
    public static Notice Moved(ApiObject replacement, string node) => new(
        replacement, Warning: false, "Migrated", $"Moved from node {node}, whose process has left the cluster");

    private static Change.Delete Delete(ApiObject pod, long? graceSeconds, bool announced) => new(pod.Key, pod.Metadata.Uid, GraceSeconds: graceSeconds)
    {
        Announcement = announced ? new(pod, EvictionReason, $"Marking for deletion Pod {pod.Key.QualifiedName}") : null,
    };

    private static Change.Patch Disrupt(ApiObject pod, DateTimeOffset now)
    {
        var others = pod.ToTree()["status"].Array("conditions").Objects().Where(condition => condition.Text("type") != "DisruptionTarget");
        return new(pod.Key, new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = pod.Metadata.Uid, ["resourceVersion"] = pod.Revision.ToString() },
            ["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray([.. others.Select(condition => condition.DeepClone()), new JsonObject
                {
                    ["type"] = "DisruptionTarget", ["status"] = "True", ["reason"] = "DeletionByTaintManager",
                    ["message"] = "Taint manager: deleting due to NoExecute taint", ["lastTransitionTime"] = now.ToText(),
                }]),
            },
        }, Status: true);
    }
}
