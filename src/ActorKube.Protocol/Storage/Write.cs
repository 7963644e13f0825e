using ActorKube.Model.Objects;

namespace ActorKube.Protocol.Storage;

/// <summary>One wanted change of one object. JSON is a whole object or a patch as UTF-8; the store never changes the bytes.</summary>
/// <param name="Key">The object; its name may be empty in a create with <c>generateName</c>.</param>
public abstract record Write(ResourceKey Key)
{
    /// <summary>What the client said besides.</summary>
    public WriteOptions Options { get; init; } = WriteOptions.Default;
}

/// <summary>Creates an object; refused with AlreadyExists if the key is taken.</summary>
public sealed record CreateObject(ResourceKey Key, ReadOnlyMemory<byte> Json) : Write(Key);

/// <summary>
/// Replaces an object, or only the part of it that <paramref name="Subresource"/> names. A <c>metadata.resourceVersion</c> or <c>uid</c> in the JSON is a
/// precondition.
/// </summary>
public sealed record ReplaceObject(ResourceKey Key, ReadOnlyMemory<byte> Json, Subresource Subresource = Subresource.None) : Write(Key);

/// <summary>Changes an object by a patch; preconditions as in <see cref="ReplaceObject"/>. <see cref="PatchType.Apply"/> creates it if there is none.</summary>
public sealed record PatchObject(
    ResourceKey Key, PatchType Type, ReadOnlyMemory<byte> Patch, Subresource Subresource = Subresource.None) : Write(Key);

/// <summary>
/// What <c>kubectl apply</c> does on the client: creates the object, or merges the manifest into the live one, taking away what the
/// last applied manifest had and this one has not.
/// </summary>
public sealed record ApplyObject(ResourceKey Key, ReadOnlyMemory<byte> Manifest) : Write(Key);

/// <summary>The binding subresource: puts a pod on a node. Refused with Conflict if the pod is bound, deleting, or another one by uid.</summary>
/// <param name="Key">The pod.</param>
/// <param name="Uid">The pod's uid.</param>
/// <param name="NodeName">The node.</param>
public sealed record BindPod(ResourceKey Key, string Uid, string NodeName) : Write(Key);

/// <summary>Deletes an object, with grace and finalizers as the kind has them.</summary>
/// <param name="Key">The object.</param>
/// <param name="GraceSeconds">Seconds of grace; zero removes a pod at once; null for the pod's own.</param>
/// <param name="Propagation">What becomes of dependents.</param>
/// <param name="Uid">Precondition; empty for none.</param>
/// <param name="Revision">Precondition; <see cref="Revision.None"/> for none.</param>
public sealed record DeleteObject(
    ResourceKey Key, long? GraceSeconds = null, Propagation Propagation = Propagation.Background, string Uid = "", Revision Revision = default) : Write(Key);

/// <summary>The eviction subresource: deletes a pod if its disruption budgets allow it; refused with TooManyRequests if they don't.</summary>
/// <param name="Key">The pod.</param>
/// <param name="GraceSeconds">Seconds of grace; null for the pod's own.</param>
/// <param name="Uid">Precondition; empty for none.</param>
/// <param name="Revision">Precondition; <see cref="Revision.None"/> for none.</param>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/.</remarks>
public sealed record EvictPod(ResourceKey Key, long? GraceSeconds = null, string Uid = "", Revision Revision = default) : Write(Key);

/// <summary>What a deletion does to the objects that this one owns.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion.</remarks>
public enum Propagation
{
    /// <summary>The object goes first, its dependents after it.</summary>
    Background,

    /// <summary>Dependents that block go first.</summary>
    Foreground,

    /// <summary>Dependents stay and lose their owner.</summary>
    Orphan,
}
