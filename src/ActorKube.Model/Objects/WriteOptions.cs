namespace ActorKube.Model.Objects;

/// <summary>What a client may say about a write besides the object: the parameters of the query.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-operations.</remarks>
public sealed record WriteOptions
{
    /// <summary>No field manager, nothing forced, for good, and warnings about unknown fields.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>Who owns what this write sets; empty if nobody in particular does, as with the cluster's own controllers.</summary>
    public string FieldManager { get; init; } = "";

    /// <summary>True if an apply takes fields away from their owners instead of being refused with Conflict.</summary>
    public bool Force { get; init; }

    /// <summary>True if everything happens but the change itself: the answer shows what would be.</summary>
    public bool DryRun { get; init; }

    /// <summary>What becomes of unknown and duplicate fields.</summary>
    public FieldValidation FieldValidation { get; init; } = FieldValidation.Warn;
}
