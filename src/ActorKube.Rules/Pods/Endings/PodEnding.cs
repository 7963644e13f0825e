namespace ActorKube.Rules.Pods.Endings;

/// <summary>That a pod is to end, and why. Immutable.</summary>
/// <param name="Deadline">When what still runs is killed.</param>
/// <param name="IsDeleted">True if nothing of the pod is to be left on the node; false for a pod that has failed as a whole, which stays to be seen.</param>
public sealed record PodEnding(DateTimeOffset Deadline, bool IsDeleted)
{
    /// <summary>True if there is no grace at all.</summary>
    public bool IsForced { get; init; }

    /// <summary>Why the pod as a whole has failed; null if it hasn't.</summary>
    public PodFailure? Failure { get; init; }
}

/// <summary>Why a kubelet ended a pod by itself: <c>status.reason</c> and <c>status.message</c>.</summary>
public sealed record PodFailure(string Reason, string Message);
