using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>The conditions in a status: one of each type.</summary>
internal static class StatusConditions
{
    /// <summary>Sets a condition; the time of its last transition stays as long as its status does.</summary>
    internal static void Set(JsonObject status, DateTimeOffset now, JsonObject condition)
    {
        if (status["conditions"] is not JsonArray conditions)
            status["conditions"] = conditions = [];
        var at = conditions.ToList().FindIndex(present => present.Text("type") == condition.Text("type"));
        var since = at >= 0 && conditions[at].Text("status") == condition.Text("status") ? conditions[at].Text("lastTransitionTime") : "";
        condition["lastTransitionTime"] = since.Length > 0 ? since : now.ToText();
        if (at >= 0)
            conditions[at] = condition;
        else
            conditions.Add((JsonNode)condition);
    }
}
