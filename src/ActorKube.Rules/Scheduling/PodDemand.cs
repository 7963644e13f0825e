using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;

namespace ActorKube.Rules.Scheduling;

/// <summary>What a pod takes from its node.</summary>
/// <param name="Requests">The effective requests.</param>
/// <param name="NonZeroRequests">CPU and memory with upstream's stand-ins (100m, 200Mi) where the pod requests none, so that such pods spread too.</param>
/// <remarks>Source: kube-scheduler's util.DefaultMilliCPURequest and DefaultMemoryRequest.</remarks>
public sealed record PodDemand(ResourceList Requests, ResourceList NonZeroRequests)
{
    private static readonly Quantity LeastCpu = Quantity.Parse("100m");
    private static readonly Quantity LeastMemory = Quantity.OfBytes(200 * 1024 * 1024);

    /// <summary>The demand of a pod.</summary>
    public static PodDemand Of(ApiObject pod)
    {
        var requests = pod.Pod.Requests;
        return new(requests, ResourceList.From(
        [
            new(ResourceList.Cpu, OrElse(requests[ResourceList.Cpu], LeastCpu)),
            new(ResourceList.Memory, OrElse(requests[ResourceList.Memory], LeastMemory)),
        ]));
    }

    private static Quantity OrElse(Quantity requested, Quantity least) => requested > Quantity.Zero ? requested : least;
}
