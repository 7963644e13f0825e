using ActorKube.Model.Objects;
using ActorKube.Model.Pods;

namespace ActorKube.Rules.Scheduling;

/// <summary>A pod that waits for a node, with what the plugins read of it decoded once.</summary>
public sealed class PendingPod
{
    private PendingPod(ApiObject pod)
    {
        Object = pod;
        Demand = PodDemand.Of(pod);
        NodeAffinity = NodeAffinityTerms.Of(pod);
    }

    /// <summary>The pod.</summary>
    public ApiObject Object { get; }

    /// <summary>The compact view.</summary>
    public PodView View => Object.Pod;

    /// <summary>What the pod takes.</summary>
    public PodDemand Demand { get; }

    /// <summary>Its node affinity.</summary>
    public NodeAffinityTerms NodeAffinity { get; }

    /// <summary>Reads a pod.</summary>
    public static PendingPod Of(ApiObject pod) => new(pod);
}
