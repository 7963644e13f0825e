namespace ActorKube.Model.Objects;

/// <summary>An entry of <c>metadata.ownerReferences</c>: who this object belongs to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/.</remarks>
/// <param name="ApiVersion">The owner's <c>apiVersion</c>.</param>
/// <param name="Kind">The owner's kind.</param>
/// <param name="Name">The owner's name, in this object's namespace or cluster-scoped.</param>
/// <param name="Uid">The owner's uid: an owner of the same name and another uid is not the owner.</param>
/// <param name="Controller">True for the one owner that manages this object.</param>
/// <param name="BlockOwnerDeletion">True if foreground deletion of the owner waits for this object.</param>
public sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool Controller, bool BlockOwnerDeletion);
