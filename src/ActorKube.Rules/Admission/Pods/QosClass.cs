using System.Text.Json.Nodes;
using ActorKube.Model.Quantities;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>The quality-of-service class of a pod, from the CPU and memory of its containers.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/.</remarks>
internal static class QosClass
{
    private static readonly string[] Counted = [ResourceList.Cpu, ResourceList.Memory];

    internal static string Of(JsonObject spec)
    {
        List<JsonObject> containers = [.. spec.Array("initContainers").Objects(), .. spec.Array("containers").Objects()];
        if (containers.All(container => Counted.All(resource => Amount(container, "requests", resource) == 0 && Amount(container, "limits", resource) == 0)))
            return "BestEffort";
        var guaranteed = containers.All(container => Counted.All(resource =>
            Amount(container, "limits", resource) is > 0 and var limit && Amount(container, "requests", resource) == limit));
        return guaranteed ? "Guaranteed" : "Burstable";
    }

    private static decimal Amount(JsonObject container, string part, string resource) =>
        Quantity.TryParse(container.Object("resources").Object(part).Text(resource), out var quantity) ? quantity.Value : 0;
}
