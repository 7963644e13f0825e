using ActorKube.Node.Nodes;
using ActorKube.Rules.Images;
using ActorKube.Rules.Pods;
using ActorKube.Rules.Volumes;

namespace ActorKube.Node.Pods;

/// <summary>What <see cref="PodImages"/> asks of the pod's actor.</summary>
internal interface IPodImagesOwner
{
    /// <summary>The pod.</summary>
    PodSpec Spec { get; }

    /// <summary>The objects that it names.</summary>
    ConfigurationSnapshot Objects { get; }

    /// <summary>The time.</summary>
    DateTimeOffset Now { get; }

    /// <summary>True if the container is still to be started.</summary>
    bool IsWanted(string container);

    /// <summary>Asks the node's runtime; the answer comes to the actor.</summary>
    void Ask(PullImage pull);

    /// <summary>Tells the user, about a container or, with null, the pod.</summary>
    void Notice(string? container, PullNotice notice);

    /// <summary>The container waits.</summary>
    void ImageFailed(string container, PullFailure failure);

    /// <summary>The container's image is there: it can run.</summary>
    void ImageReady(string container);
}
