using ActorKube.Rules.Containers;
using ActorKube.Rules.Pods;
using ActorKube.Rules.Volumes;
using k8s.Models;

namespace ActorKube.Node.Pods;

/// <summary>The volumes of a pod, wherever its runtime keeps them. They belong to the pod's actor.</summary>
internal interface IPodVolumes
{
    /// <summary>Mounts what isn't mounted yet, and says what can't be.</summary>
    IReadOnlyList<VolumeFault> Mount(PodSpec pod, PodPlace place, ConfigurationSnapshot objects, DateTimeOffset now);

    /// <summary>The pod's volumes that aren't mounted, in order.</summary>
    IEnumerable<string> Unmounted(PodSpec pod);

    /// <summary>Files that show objects show them as they are now. What can't be shown any more keeps what it showed, and is said.</summary>
    IReadOnlyList<VolumeFault> Refresh(PodSpec pod, PodPlace place, ConfigurationSnapshot objects, DateTimeOffset now);

    /// <summary>Why a container can't be made with its mounts, in the kubelet's words; null if it can.</summary>
    string? FaultOf(V1Container container, ContainerEnvironment environment);

    /// <summary>True if an <c>emptyDir</c> with a limit doesn't say when it grows: <see cref="Measure"/> has to be called again and again.</summary>
    bool MustBeMeasured { get; }

    /// <summary>
    /// The first <c>emptyDir</c> that is beyond its limit, in the words of its pod's eviction; null if none is. Folders are measured aside, and what is found is said
    /// by a later call.
    /// </summary>
    string? Measure();
}
