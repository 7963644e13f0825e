using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Model.Pods;
using ActorKube.Model.Quantities;

namespace ActorKube.Rules.Scheduling;

/// <summary>What a pod takes from its node.</summary>
/// <param name="Requests">The effective requests.</param>
/// <param name="NonZeroRequests">The same with upstream's stand-ins (100m, 200Mi) for each container that requests no CPU or memory, so that such pods spread too.</param>
/// <param name="HostPorts">The ports of the node that it takes.</param>
/// <remarks>Source: kube-scheduler's util.DefaultMilliCPURequest and DefaultMemoryRequest.</remarks>
public sealed record PodDemand(ResourceList Requests, ResourceList NonZeroRequests, ImmutableArray<HostPort> HostPorts)
{
    private static readonly ResourceList StandIns = ResourceList.From(
        [new(ResourceList.Cpu, Quantity.Parse("100m")), new(ResourceList.Memory, Quantity.OfBytes(200 * 1024 * 1024))]);

    /// <summary>The demand of a pod.</summary>
    public static PodDemand Of(ApiObject pod) => new(pod.Pod.Requests, PodRequests.Of(pod, StandIns), pod.Pod.HostPorts);
}
