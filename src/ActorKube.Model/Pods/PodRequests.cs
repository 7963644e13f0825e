using System.Text.Json;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;

namespace ActorKube.Model.Pods;

/// <summary>What a pod takes from its node: the sum or the peak of what its containers request, as upstream adds them up.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers.</remarks>
public static class PodRequests
{
    /// <summary>The effective requests of a pod, where each container that doesn't mention a resource of <paramref name="standIns"/> counts as requesting that much.</summary>
    public static ResourceList Of(ApiObject pod, ResourceList standIns)
    {
        using var document = JsonDocument.Parse(pod.Json, JsonFields.Documents);
        return Of(document.RootElement.Field("spec"), standIns);
    }

    internal static ResourceList Of(JsonElement spec, ResourceList standIns)
    {
        var running = ResourceList.Empty;
        foreach (var container in spec.Items("containers"))
            running = running.Plus(RequestsOf(container, standIns));
        // An init container runs beside the sidecars that were started before it, and beside nothing else.
        var sidecars = ResourceList.Empty;
        var initialising = ResourceList.Empty;
        foreach (var container in spec.Items("initContainers"))
        {
            if (container.Text("restartPolicy") == "Always")
            {
                sidecars = sidecars.Plus(RequestsOf(container, standIns));
                initialising = initialising.Max(sidecars);
            }
            else
            {
                initialising = initialising.Max(sidecars.Plus(RequestsOf(container, standIns)));
            }
        }
        return running.Plus(sidecars).Max(initialising).Plus(ResourceList.Read(spec.Field("overhead")));
    }

    private static ResourceList RequestsOf(JsonElement container, ResourceList standIns)
    {
        var requests = ResourceList.Read(container.Field("resources").Field("requests"));
        var missing = standIns.Where(standIn => requests.All(request => request.Key != standIn.Key)).ToList();
        return missing.Count == 0 ? requests : requests.Plus(ResourceList.From(missing));
    }
}
