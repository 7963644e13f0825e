namespace ActorKube.Rules.Scheduling;

/// <summary>A rule that keeps pods off nodes.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/scheduling/config/#scheduling-plugins.</remarks>
public interface IFilter
{
    /// <summary>The plugin's name upstream.</summary>
    string Name { get; }

    /// <summary>Why the pod can't run on the node, in upstream's words; none if it can.</summary>
    IEnumerable<string> Refuse(NodeState node, PendingPod pod);
}
