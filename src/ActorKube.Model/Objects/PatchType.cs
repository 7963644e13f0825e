namespace ActorKube.Model.Objects;

/// <summary>The forms of a patch.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply.</remarks>
public enum PatchType
{
    /// <summary>A list of operations, RFC 6902: <c>application/json-patch+json</c>.</summary>
    Json,

    /// <summary>A JSON merge patch, RFC 7386: <c>application/merge-patch+json</c>.</summary>
    Merge,

    /// <summary>A merge patch that knows lists with keys and has directives: <c>application/strategic-merge-patch+json</c>.</summary>
    StrategicMerge,

    /// <summary>Server-side apply: <c>application/apply-patch+yaml</c>, here as JSON. Creates the object if there is none.</summary>
    Apply,
}
