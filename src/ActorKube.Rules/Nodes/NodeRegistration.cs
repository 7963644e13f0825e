using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Workloads;

namespace ActorKube.Rules.Nodes;

/// <summary>What a node's registration changes: makes its object, or brings the present one up to date and leaves what users put on it.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/architecture/nodes/#self-registration-of-nodes.</remarks>
public static class NodeRegistration
{
    /// <summary>The changes.</summary>
    /// <param name="offered">The Node as its host describes it.</param>
    /// <param name="present">The stored Node; null if there is none.</param>
    /// <param name="host">Name of the process.</param>
    /// <param name="address">The process's address in the cluster.</param>
    /// <param name="now">Emulated time.</param>
    public static IEnumerable<Change> Changes(ApiObject offered, ApiObject? present, string host, string address, DateTimeOffset now)
    {
        var tree = offered.ToTree();
        var metadata = tree.Part("metadata");
        metadata.Part("annotations")[NodeAnnotations.Host] = host;
        metadata.Part("annotations")[NodeAnnotations.Address] = address;
        var status = tree.Object("status")?.DeepClone().AsObject() ?? [];
        status.Remove("conditions");
        if (present is null)
        {
            // Until its first heartbeat the node takes no pods.
            var taints = NodeTaints.Wanted(offered.Node.Taints, "False", offered.Node.Unschedulable, now)
                .Where(taint => taint.Key != Taint.NotReady || taint.Effect == Taint.NoSchedule);
            tree.Part("spec")["taints"] = NodeStatus.Write(taints);
            status["conditions"] = NodeStatus.Conditions(
                [], new NodeVerdict("False", "KubeletNotReady", "container runtime status check may not have completed yet"), now);
            tree.Remove("status");
            yield return new Change.Create(KindCatalogue.Node, tree);
            yield return new Change.Patch(offered.Key, new JsonObject { ["status"] = status }, Status: true);
            yield break;
        }
        yield return new Change.Patch(present.Key, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = present.Metadata.Uid, ["labels"] = metadata["labels"]?.DeepClone() ?? new JsonObject(), ["annotations"] = metadata["annotations"]!.DeepClone(),
            },
        });
        yield return new Change.Patch(present.Key, new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = present.Metadata.Uid }, ["status"] = status,
        }, Status: true);
    }
}
