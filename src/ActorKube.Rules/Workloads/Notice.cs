using ActorKube.Model.Objects;

namespace ActorKube.Rules.Workloads;

/// <summary>A Kubernetes Event that rules want recorded.</summary>
/// <param name="About">The object that it is about.</param>
/// <param name="Warning">True for type Warning, false for Normal.</param>
/// <param name="Reason">Reason in upstream's spelling, such as <c>ScalingReplicaSet</c>.</param>
/// <param name="Message">One line for a person, in upstream's words.</param>
public sealed record Notice(ApiObject About, bool Warning, string Reason, string Message);
