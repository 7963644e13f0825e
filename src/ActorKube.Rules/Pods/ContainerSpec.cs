using k8s.Models;

namespace ActorKube.Rules.Pods;

/// <summary>A container as the pod's manifest wants it. <see cref="Model"/> is this pod's own and is never changed.</summary>
/// <param name="Model">The container.</param>
/// <param name="Role">What part it plays in the pod.</param>
public sealed record ContainerSpec(V1Container Model, ContainerRole Role)
{
    /// <summary>The container's name.</summary>
    public string Name => Model.Name;
}

/// <summary>What part a container plays in its pod.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/init-containers/ and …/sidecar-containers/.</remarks>
public enum ContainerRole
{
    /// <summary>Runs to its end before the next one starts.</summary>
    Init,

    /// <summary>A restartable init container: started in its turn, and kept until the ordinary ones have ended.</summary>
    Sidecar,

    /// <summary>An ordinary container.</summary>
    Main,
}
