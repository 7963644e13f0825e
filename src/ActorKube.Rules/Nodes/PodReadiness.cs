using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Workloads;

namespace ActorKube.Rules.Nodes;

/// <summary>
/// Takes the Ready condition from pods whose node is taken for dead, so that nobody counts on them, and gives it back when the node returns and they
/// were not evicted. Upstream leaves the giving back to the kubelet's next report; here the mark is known by its reason.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/architecture/nodes/#node-controller (pods of an unreachable node become not ready).</remarks>
public static class PodReadiness
{
    private const string Mark = "NodeNotReady";

    /// <summary>Takes Ready away; null if the pod isn't Ready.</summary>
    public static Change? Suspend(ApiObject pod, DateTimeOffset now) =>
        pod.Pod.IsReady ? Write(pod, "False", Mark, "Node is not ready", now) with
        {
            Announcement = new(pod, Mark, "Node is not ready"),
        } : null;

    /// <summary>Gives Ready back as far as the containers are ready; null if it was not taken.</summary>
    public static Change? Resume(ApiObject pod, DateTimeOffset now)
    {
        if (pod.Pod.IsReady || pod.Pod.IsTerminal || pod.Metadata.IsDeleting)
            return null;
        var conditions = pod.ToTree()["status"].Array("conditions").Objects().ToList();
        if (conditions.Find(condition => condition.Text("type") == "Ready").Text("reason") != Mark)
            return null;
        var ready = conditions.Find(condition => condition.Text("type") == "ContainersReady").Text("status") != "False";
        return Write(pod, ready ? "True" : "False", ready ? "" : "ContainersNotReady", "", now);
    }

    private static Change.Patch Write(ApiObject pod, string status, string reason, string message, DateTimeOffset now)
    {
        var ready = new JsonObject { ["type"] = "Ready", ["status"] = status, ["lastTransitionTime"] = now.ToText() };
        if (reason.Length > 0)
            ready["reason"] = reason;
        if (message.Length > 0)
            ready["message"] = message;
        var conditions = pod.ToTree()["status"].Array("conditions").Objects()
            .Select(condition => condition.Text("type") == "Ready" ? ready : condition.DeepClone());
        return new(pod.Key, new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = pod.Metadata.Uid, ["resourceVersion"] = pod.Revision.ToString() },
            ["status"] = new JsonObject { ["conditions"] = new JsonArray([.. conditions]) },
        }, Status: true);
    }
}
