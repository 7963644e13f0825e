using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using k8s.Models;

namespace ActorKube.ApiServer.Streaming;

/// <summary>Which container of a pod a request means.</summary>
/// <remarks>Source: the pod registry of kube-apiserver, as of 1.32.</remarks>
internal static class ContainerChoice
{
    /// <summary>The container's name, or why none is meant.</summary>
    internal static (string Container, Refusal? Refusal) Choose(ApiObject pod, string wanted)
    {
        var spec = pod.As<V1Pod>().Spec;
        var all = (spec.InitContainers ?? []).Select(container => container.Name).Concat(spec.Containers.Select(container => container.Name))
            .Concat((spec.EphemeralContainers ?? []).Select(container => container.Name)).ToList();
        if (wanted.Length > 0)
            return all.Contains(wanted) ? (wanted, null) : ("", new(RefusalReason.BadRequest, $"container {wanted} is not valid for pod {pod.Key.Name}"));
        return spec.Containers.Count == 1
            ? (spec.Containers[0].Name, null)
            : ("", new(RefusalReason.BadRequest, $"a container name must be specified for pod {pod.Key.Name}, choose one of: [{string.Join(' ', all)}]"));
    }

    /// <summary>The refusal of whatever needs a pod that is on a node.</summary>
    internal static Refusal Unbound(ApiObject pod) => new(RefusalReason.BadRequest, $"pod {pod.Key.Name} does not have a host assigned");
}
