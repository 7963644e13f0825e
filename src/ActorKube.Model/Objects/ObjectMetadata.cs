using System.Collections.Immutable;

namespace ActorKube.Model.Objects;

/// <summary>The immutable view of an object's <c>metadata</c> that the cluster itself decides by.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/.</remarks>
public sealed record ObjectMetadata
{
    /// <summary>The name; empty while only <see cref="GenerateName"/> is set.</summary>
    public string Name { get; init; } = "";

    /// <summary>Prefix from which the store makes a name if there is none.</summary>
    public string GenerateName { get; init; } = "";

    /// <summary>The namespace; empty if cluster-scoped or not set.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The object's identity in time; empty until it is stored.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Raised by one with each change of the wanted state; zero if the kind doesn't use it.</summary>
    public long Generation { get; init; }

    /// <summary>Labels, by which selectors find the object.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>Annotations.</summary>
    public LabelSet Annotations { get; init; } = LabelSet.Empty;

    /// <summary>The owners.</summary>
    public ImmutableArray<OwnerReference> OwnerReferences { get; init; } = [];

    /// <summary>What must be removed from this list before the object can go.</summary>
    public ImmutableArray<string> Finalizers { get; init; } = [];

    /// <summary>When the object was stored first, in emulated time, whole seconds.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When the object is due to be gone; null unless it is being deleted.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Seconds of grace that a deletion gave.</summary>
    public long? DeletionGracePeriodSeconds { get; init; }

    /// <summary>True once a deletion was asked for.</summary>
    public bool IsDeleting => DeletionTimestamp is not null;

    /// <summary>The one owner that manages this object, if any.</summary>
    public OwnerReference? Controller => OwnerReferences.FirstOrDefault(owner => owner.Controller);
}
