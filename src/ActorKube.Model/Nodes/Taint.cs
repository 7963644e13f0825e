namespace ActorKube.Model.Nodes;

/// <summary>A node's taint: pods that don't tolerate it are kept away or driven off, by its effect.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/.</remarks>
/// <param name="Key">Label key.</param>
/// <param name="Value">Label value; may be empty.</param>
/// <param name="Effect"><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>.</param>
/// <param name="TimeAdded">When a NoExecute taint was put on; tolerationSeconds count from here.</param>
public sealed record Taint(string Key, string Value, string Effect, DateTimeOffset? TimeAdded = null)
{
    /// <summary>Effect: new pods that don't tolerate the taint are not placed here.</summary>
    public const string NoSchedule = "NoSchedule";

    /// <summary>Effect: the scheduler avoids the node but may use it.</summary>
    public const string PreferNoSchedule = "PreferNoSchedule";

    /// <summary>Effect: running pods that don't tolerate the taint are evicted as well.</summary>
    public const string NoExecute = "NoExecute";

    /// <summary>Put on a node whose Ready condition is False.</summary>
    public const string NotReady = "node.kubernetes.io/not-ready";

    /// <summary>Put on a node whose Ready condition is Unknown.</summary>
    public const string Unreachable = "node.kubernetes.io/unreachable";

    /// <summary>Put on a cordoned node.</summary>
    public const string Unschedulable = "node.kubernetes.io/unschedulable";
}
