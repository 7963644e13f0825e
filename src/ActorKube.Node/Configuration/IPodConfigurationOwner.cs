using ActorKube.Node.Pods;
using ActorKube.Node.Timing;
using ActorKube.Rules.Pods;

namespace ActorKube.Node.Configuration;

/// <summary>What a <see cref="PodConfiguration"/> asks of the pod's actor.</summary>
internal interface IPodConfigurationOwner
{
    /// <summary>The pod.</summary>
    PodSpec Spec { get; }

    /// <summary>Where it runs.</summary>
    PodPlace Place { get; }

    /// <summary>Its volumes; null until it has a sandbox.</summary>
    IPodVolumes? Volumes { get; }

    /// <summary>An alarm that brings the actor a message.</summary>
    Alarm AlarmFor(object message);

    /// <summary>Asks the node for objects; the answers come to the actor.</summary>
    void Follow(FollowObjects follow);

    /// <summary>Tells the user why a volume can't be mounted.</summary>
    void NoticeMount(string message);

    /// <summary>Begins a container that had to wait.</summary>
    void BeginAgain(string container);

    /// <summary>The objects are other ones now.</summary>
    void ConfigurationChanged();

    /// <summary>Ends the pod, with that message.</summary>
    void Evict(string message);
}
