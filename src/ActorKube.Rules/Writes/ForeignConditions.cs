using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>Conditions in a status that somebody else has put there, such as those of a pod's readiness gates.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate.</remarks>
internal static class ForeignConditions
{
    /// <summary>Adds to a status every condition of the live one of whose type it has none.</summary>
    /// <param name="wanted">An object with the wanted status; is changed.</param>
    /// <param name="live">The live object.</param>
    internal static void Keep(JsonObject wanted, JsonObject live)
    {
        if (live["status"]?["conditions"] is not JsonArray { Count: > 0 } there || wanted["status"]?["conditions"] is not JsonArray own)
            return;
        foreach (var condition in there)
            if (condition?["type"] is { } type && !own.Any(known => known?["type"].SameAs(type) == true))
                own.Add(condition.DeepClone());
    }
}
