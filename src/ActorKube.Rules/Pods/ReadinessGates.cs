using System.Text.Json.Nodes;

namespace ActorKube.Rules.Pods;

/// <summary>The conditions that somebody else must have set on a pod before it counts as ready.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate.</remarks>
internal static class ReadinessGates
{
    /// <summary>Reason of a pod whose containers are ready while a gate is not.</summary>
    internal const string Reason = "ReadinessGatesNotReady";

    /// <summary>What keeps the pod from being ready, in the kubelet's words; null for nothing.</summary>
    internal static string? Unmet(PodSpec spec)
    {
        if (spec.Template.ReadinessGates.IsEmpty)
            return null;
        var conditions = spec.Object.ToTree()["status"]?["conditions"] as JsonArray ?? [];
        var unmet = spec.Template.ReadinessGates.Select(gate => (Gate: gate, Status: StatusOf(gate))).Where(gate => gate.Status != "True").Select(gate => gate.Status is null
            ? $"corresponding condition of pod readiness gate \"{gate.Gate}\" does not exist."
            : $"the status of pod readiness gate \"{gate.Gate}\" is not \"True\", but {gate.Status}").ToList();
        return unmet.Count == 0 ? null : string.Join(", ", unmet);

        string? StatusOf(string type) => (string?)conditions.FirstOrDefault(condition => (string?)condition?["type"] == type)?["status"];
    }
}
