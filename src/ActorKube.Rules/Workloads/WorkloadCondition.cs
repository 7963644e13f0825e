using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Workloads;

/// <summary>A condition of a ReplicaSet or Deployment.</summary>
/// <param name="Type">Such as <c>Available</c>.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">Reason in upstream's spelling.</param>
/// <param name="Message">One line for a person.</param>
/// <param name="LastTransition">When the status last changed.</param>
/// <param name="LastUpdate">When the condition was last written; Deployments only.</param>
internal sealed record WorkloadCondition(
    string Type, string Status, string Reason, string Message, DateTimeOffset? LastTransition, DateTimeOffset? LastUpdate = null)
{
    internal static ImmutableArray<WorkloadCondition> ReadAll(JsonObject? status) =>
    [
        .. status.Array("conditions").Objects().Select(item => new WorkloadCondition(
            item.Text("type"), item.Text("status"), item.Text("reason"), item.Text("message"),
            item.Time("lastTransitionTime"), item.Time("lastUpdateTime"))),
    ];

    internal static JsonArray? WriteAll(ImmutableArray<WorkloadCondition> conditions) =>
        conditions.IsEmpty ? null : new JsonArray([.. conditions.Select(condition => condition.ToTree())]);

    private JsonObject ToTree()
    {
        var tree = new JsonObject { ["type"] = Type, ["status"] = Status };
        if (LastUpdate is { } updated)
            tree["lastUpdateTime"] = updated.ToText();
        if (LastTransition is { } transition)
            tree["lastTransitionTime"] = transition.ToText();
        if (Reason.Length > 0)
            tree["reason"] = Reason;
        if (Message.Length > 0)
            tree["message"] = Message;
        return tree;
    }
}
