using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission.Pods.Placement;

/// <summary>Puts the values of a new pod's own labels into the selectors of its affinity.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#matchlabelkeys and #mismatchlabelkeys there.</remarks>
internal static class LabelKeys
{
    internal static void Fill(JsonObject pod)
    {
        var affinity = pod.Object("spec").Object("affinity");
        foreach (var kind in new[] { affinity.Object("podAffinity"), affinity.Object("podAntiAffinity") })
        {
            var terms = kind.Array("requiredDuringSchedulingIgnoredDuringExecution").Objects()
                .Concat(kind.Array("preferredDuringSchedulingIgnoredDuringExecution").Objects().Select(term => term.Object("podAffinityTerm")).OfType<JsonObject>());
            foreach (var term in terms)
            {
                Fill(term, "matchLabelKeys", "In", pod.Object("metadata").Object("labels"));
                Fill(term, "mismatchLabelKeys", "NotIn", pod.Object("metadata").Object("labels"));
            }
        }
    }

    private static void Fill(JsonObject term, string keys, string @operator, JsonObject? labels)
    {
        if (term.Object("labelSelector") is not { } selector)
            return;
        foreach (var key in term.Array(keys).Texts())
        {
            if (labels?[key].AsText() is not { } value)
                continue;
            if (selector["matchExpressions"] is not JsonArray expressions)
                selector["matchExpressions"] = expressions = [];
            expressions.Add((JsonNode)new JsonObject { ["key"] = key, ["operator"] = @operator, ["values"] = new JsonArray(value) });
        }
    }
}
