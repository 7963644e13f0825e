using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Workloads;

namespace ActorKube.Rules.Nodes;

/// <summary>How a verdict shows on a Node object: conditions in its status, taints in its spec, and an Event.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/node/node-status/#condition.</remarks>
public static class NodeStatus
{
    private const string MemoryPressure = "MemoryPressure";

    private static readonly ImmutableArray<(string Type, string Reason, string Message)> Pressures =
    [
        (MemoryPressure, "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        ("DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        ("PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
    ];

    /// <summary>The changes that a node needs: its taints first, which hold only while it is as it was seen, then its status.</summary>
    /// <param name="node">The Node.</param>
    /// <param name="verdict">What its Ready condition must be; null to leave it.</param>
    /// <param name="now">Emulated time.</param>
    public static IEnumerable<Change> Changes(ApiObject node, NodeVerdict? verdict, DateTimeOffset now)
    {
        var view = node.Node;
        var ready = verdict?.Ready ?? view.Ready;
        // A node that was never Ready nor judged keeps the taint that it was born with.
        if (ready.Length > 0 && (verdict is not null || ready != "False"))
        {
            var taints = NodeTaints.Wanted(view.Taints, ready, view.Unschedulable, now);
            if (!taints.SequenceEqual(view.Taints))
                yield return new Change.Patch(node.Key, new JsonObject
                {
                    ["metadata"] = new JsonObject { ["uid"] = node.Metadata.Uid, ["resourceVersion"] = node.Revision.ToString() },
                    ["spec"] = new JsonObject { ["taints"] = taints.IsEmpty ? null : Write(taints) },
                });
        }
        if (verdict is null)
            yield break;
        var present = node.ToTree()["status"].Array("conditions").Objects().ToList();
        if (present.Find(condition => condition.Text("type") == "Ready") is { } condition
            && condition.Text("status") == verdict.Ready && condition.Text("reason") == verdict.Reason && condition.Text("message") == verdict.Message
            && (verdict.IsUnknown || present.Any(pressure => pressure.Text("type") == MemoryPressure && pressure.Text("status") == "True") == verdict.IsShortOfMemory))
            yield break;
        yield return new Change.Patch(node.Key, new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = node.Metadata.Uid },
            ["status"] = new JsonObject { ["conditions"] = Conditions(present, verdict, now) },
        }, Status: true)
        {
            Announcement = verdict.Ready == view.Ready ? null
                : verdict.Ready == "True" ? new(node, "NodeReady", $"Node {node.Key.Name} status is now: NodeReady")
                : view.IsReady ? new(node, "NodeNotReady", $"Node {node.Key.Name} status is now: NodeNotReady")
                : null,
        };
    }

    internal static JsonArray Conditions(IReadOnlyCollection<JsonObject> present, NodeVerdict verdict, DateTimeOffset now)
    {
        var pressures = Pressures.Select(pressure => verdict.IsUnknown
            ? Condition(present, pressure.Type, "Unknown", verdict.Reason, verdict.Message, now)
            : pressure.Type == MemoryPressure && verdict.IsShortOfMemory
                ? Condition(present, pressure.Type, "True", "KubeletHasInsufficientMemory", "kubelet has insufficient memory available", now)
            : Condition(present, pressure.Type, "False", pressure.Reason, pressure.Message, now));
        var own = pressures.Append(Condition(present, "Ready", verdict.Ready, verdict.Reason, verdict.Message, now)).ToList();
        var others = present.Where(condition => own.TrueForAll(mine => mine.Text("type") != condition.Text("type"))).Select(condition => condition.DeepClone());
        return new JsonArray([.. others, .. own]);
    }

    internal static JsonArray Write(IEnumerable<Taint> taints) => new([.. taints.Select(taint =>
    {
        var tree = new JsonObject { ["key"] = taint.Key, ["effect"] = taint.Effect };
        if (taint.Value.Length > 0)
            tree["value"] = taint.Value;
        if (taint.TimeAdded is { } time)
            tree["timeAdded"] = time.ToText();
        return tree;
    })]);

    private static JsonObject Condition(
        IReadOnlyCollection<JsonObject> present, string type, string status, string reason, string message, DateTimeOffset now)
    {
        var before = present.FirstOrDefault(condition => condition.Text("type") == type);
        return new JsonObject
        {
            ["type"] = type, ["status"] = status, ["reason"] = reason, ["message"] = message,
            ["lastHeartbeatTime"] = status == "Unknown" && before?["lastHeartbeatTime"] is { } heard ? heard.DeepClone() : now.ToText(),
            ["lastTransitionTime"] = before.Text("status") == status && before?["lastTransitionTime"] is { } since ? since.DeepClone() : now.ToText(),
        };
    }
}
