using System.Globalization;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Scheduling;

/// <summary>The condition PodScheduled of a pod that waits.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions.</remarks>
public static class ScheduledCondition
{
    private const string Type = "PodScheduled";

    /// <summary>The merge patch of status that sets PodScheduled to False for this reason, and leaves the other conditions as they are.</summary>
    public static ReadOnlyMemory<byte> Patch(ApiObject pod, string reason, string message, DateTimeOffset now)
    {
        var others = pod.ToTree()["status"]?["conditions"]?.AsArray() ?? [];
        var before = others.FirstOrDefault(IsScheduled);
        var transition = (string?)before?["status"] == "False" ? (string?)before["lastTransitionTime"] : null;
        var condition = new JsonObject
        {
            ["type"] = Type, ["status"] = "False",
            ["lastTransitionTime"] = transition ?? now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["reason"] = reason, ["message"] = message,
        };
        var conditions = new JsonArray([condition, .. others.Where(other => !IsScheduled(other)).Select(other => other!.DeepClone())]);
        return CanonicalJson.Write(new JsonObject { ["metadata"] = new JsonObject { ["uid"] = pod.Metadata.Uid }, ["status"] = new JsonObject { ["conditions"] = conditions } });
    }

    /// <summary>True if the pod's condition says just this already, as it does after the scheduler itself began anew.</summary>
    public static bool Says(ApiObject pod, string reason, string message) =>
        pod.ToTree()["status"]?["conditions"]?.AsArray().FirstOrDefault(IsScheduled) is { } condition
        && (string?)condition["status"] == "False" && (string?)condition["reason"] == reason && (string?)condition["message"] == message;

    private static bool IsScheduled(JsonNode? condition) => (string?)condition?["type"] == Type;
}
