using ActorKube.Model.Objects;
using ActorKube.Rules.Pods;
using Akka.Actor;

namespace ActorKube.Node.Nodes;

/// <summary>What the levels of a node say to each other. It never leaves the process.</summary>
internal interface ILocalMessage : INoSerializationVerificationNeeded;

/// <summary>Host to kubelet: this pod is bound to the node, new or changed.</summary>
internal sealed record SyncPod(ApiObject Pod) : ILocalMessage
{
    /// <summary>The last status that the host heard, which may be newer than the object's: for a kubelet that starts.</summary>
    internal PodStatus? LastStatus { get; init; }
}

/// <summary>Host to kubelet: the API doesn't have this pod any more; whatever runs of it ends at once.</summary>
internal sealed record DropPod(ApiObject Pod) : ILocalMessage;

/// <summary>Kubelet to host, after a restart: send all pods of the node again.</summary>
internal sealed record ResendPods(string NodeName) : ILocalMessage;

/// <summary>Kubelet to host: the latest status of a pod.</summary>
internal sealed record PodStatusReported(ApiObject Pod, PodStatus Status) : ILocalMessage;

/// <summary>Kubelet to host: nothing of this pod is left on the node; <paramref name="Delete"/> if the API waits for that.</summary>
internal sealed record PodStopped(ApiObject Pod, bool Delete) : ILocalMessage;

/// <summary>Kubelet and pods to host: something to tell the user.</summary>
internal sealed record PodNoticed(ApiObject Pod, bool Warning, string Reason, string Message, string FieldPath = "") : ILocalMessage;

/// <summary>Kubelet to runtime: make this pod run. <paramref name="LastStatus"/> is set if it ran before and its runtime was lost.</summary>
internal sealed record RunPod(ApiObject Pod, PodStatus? LastStatus) : ILocalMessage;

/// <summary>Kubelet to runtime and pod: the pod's object has changed.</summary>
internal sealed record UpdatePod(ApiObject Pod) : ILocalMessage;

/// <summary>Kubelet to runtime and pod: end the pod within this grace.</summary>
internal sealed record StopPod(string Uid, long GraceSeconds) : ILocalMessage;

/// <summary>Kubelet to runtime: say which pods run.</summary>
internal sealed record ListRunning : ILocalMessage;

/// <summary>Runtime to kubelet: these pods run; sent when asked, and with none by a runtime that starts.</summary>
internal sealed record RunningListed(IReadOnlyCollection<string> Uids) : ILocalMessage;

/// <summary>Pod to kubelet: its state as status.</summary>
internal sealed record PodStatusChanged(string Uid, PodStatus Status) : ILocalMessage;

/// <summary>Pod to kubelet: all of its containers have ended, as was asked.</summary>
internal sealed record PodEnded(string Uid) : ILocalMessage;

/// <summary>Runtime to kubelet: the pod's actor died without being asked to.</summary>
internal sealed record PodLost(string Uid) : ILocalMessage;

/// <summary>Kubelet to pod: say your status again.</summary>
internal sealed record RepeatStatus : ILocalMessage;
