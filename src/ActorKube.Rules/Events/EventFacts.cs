using ActorKube.Model.Objects;

namespace ActorKube.Rules.Events;

/// <summary>What a Kubernetes Event says, before it is an object.</summary>
/// <param name="About">The object that it is about.</param>
/// <param name="Type"><c>Normal</c> or <c>Warning</c>.</param>
/// <param name="Reason">Reason in upstream's spelling, such as <c>FailedScheduling</c>.</param>
/// <param name="Message">One line for a person, in upstream's words.</param>
/// <param name="Component">Who says it: <c>default-scheduler</c>, <c>kubelet</c>, <c>replicaset-controller</c> …</param>
/// <param name="Host">The node that the component runs on; empty for the control plane.</param>
/// <param name="FieldPath">The part that it is about, such as <c>spec.containers{web}</c>; empty for the whole.</param>
public sealed record EventFacts(ApiObject About, string Type, string Reason, string Message, string Component, string Host = "", string FieldPath = "")
{
    /// <summary>An ordinary event.</summary>
    public const string Normal = "Normal";

    /// <summary>An event that somebody should look at.</summary>
    public const string Warning = "Warning";
}
