using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>What a new pod gets from the RuntimeClass that it names: the nodes that the class is for, and its overhead.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/containers/runtime-class/#scheduling and KEP-585.</remarks>
internal static class PodRuntimeClass
{
    /// <summary>Completes a pod's spec; a refusal if there is no such class, or pod and class contradict each other.</summary>
    internal static Refusal? Admit(ResourceKey pod, JsonObject spec, WriteContext context)
    {
        if (spec.Text("runtimeClassName") is not { Length: > 0 } name)
            return null;
        if (context.Find(new ResourceKey(KindCatalogue.RuntimeClass, "", name)) is not { } found)
            return Forbidden(pod, $"pod rejected: RuntimeClass \"{name}\" not found");
        var runtimeClass = found.ToTree();
        if (runtimeClass.Object("overhead").Object("podFixed") is { } overhead)
        {
            if (spec["overhead"] is { } own && !JsonNode.DeepEquals(own, overhead))
                return Forbidden(pod, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");
            spec["overhead"] = overhead.DeepClone();
        }
        return MergeScheduling(pod, spec, runtimeClass.Object("scheduling"));
    }

    private static Refusal? MergeScheduling(ResourceKey pod, JsonObject spec, JsonObject? scheduling)
    {
        foreach (var (key, value) in scheduling.Object("nodeSelector") ?? [])
        {
            var selector = spec.Part("nodeSelector");
            if (selector[key] is { } own && !JsonNode.DeepEquals(own, value))
                return Forbidden(pod, $"conflict: runtimeClass.scheduling.nodeSelector[{key}] = {value}; pod.spec.nodeSelector[{key}] = {own}");
            selector[key] = value?.DeepClone();
        }
        if (scheduling.Array("tolerations") is { Count: > 0 } tolerations)
        {
            var all = spec.Array("tolerations") ?? [];
            foreach (var toleration in tolerations.Where(toleration => !all.Any(known => JsonNode.DeepEquals(known, toleration))).ToList())
                all.Add(toleration?.DeepClone());
            spec["tolerations"] = all;
        }
        return null;
    }

    private static Refusal Forbidden(ResourceKey pod, string why) => new(RefusalReason.Forbidden, $"pods \"{pod.Name}\" is forbidden: {why}");
}
