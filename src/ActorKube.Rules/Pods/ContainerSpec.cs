using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ActorKube.Model.Quantities;
using ActorKube.Rules.Images;
using ActorKube.Rules.Pods.Probing;
using k8s.Models;

namespace ActorKube.Rules.Pods;

/// <summary>A container as the pod's manifest wants it. <see cref="Model"/> is this pod's own and is never changed.</summary>
/// <param name="Model">The container.</param>
/// <param name="Role">What part it plays in the pod.</param>
public sealed record ContainerSpec(V1Container Model, ContainerRole Role)
{
    /// <summary>The container's name.</summary>
    public string Name => Model.Name;

    /// <summary>The identifier of its image, made from the image's whole name as that of a real one is from its content; empty for a name that is none.</summary>
    public string ImageId => field ??= ImageReference.TryParse(Model.Image, out var image)
        ? $"actorkube://sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(image.FullName)))}"
        : "";

    /// <summary>The memory that it requests.</summary>
    public Quantity RequestedMemory { get; } =
        Model.Resources?.Requests?.TryGetValue(ResourceList.Memory, out var requested) == true && Quantity.TryParse(requested.ToString(), out var memory) ? memory : Quantity.Zero;

    /// <summary>Its probes.</summary>
    public ImmutableArray<ProbeSpec> Probes { get; } = ProbeSpec.Of(Model);

    /// <summary>What is run when it has started; null for nothing.</summary>
    public ContainerAction? PostStart { get; } = Model.Lifecycle?.PostStart is { } hook ? ContainerAction.Of(hook, Model) : null;

    /// <summary>What is run before it is stopped; null for nothing.</summary>
    public ContainerAction? PreStop { get; } = Model.Lifecycle?.PreStop is { } hook ? ContainerAction.Of(hook, Model) : null;
}

/// <summary>What part a container plays in its pod.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/init-containers/ and …/sidecar-containers/; ephemeral ones: …/ephemeral-containers/.</remarks>
public enum ContainerRole
{
    /// <summary>Runs to its end before the next one starts.</summary>
    Init,

    /// <summary>A restartable init container: started in its turn, and kept until the ordinary ones have ended.</summary>
    Sidecar,

    /// <summary>An ordinary container.</summary>
    Main,

    /// <summary>Added to a pod that runs, in order to look into it: started at once, and never again.</summary>
    Ephemeral,
}
