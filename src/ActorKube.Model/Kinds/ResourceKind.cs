namespace ActorKube.Model.Kinds;

/// <summary>
/// One kind of API object as discovery describes it: its group, version and names, its scope, and how the store treats it.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/ (standard API terminology).</remarks>
public sealed record ResourceKind
{
    private static readonly IReadOnlyList<string> AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>API group; empty for the core group.</summary>
    public required string Group { get; init; }

    /// <summary>Served version within the group, such as <c>v1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Kind as it stands in manifests, such as <c>Deployment</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Resource name as it stands in URLs: lower-case plural, such as <c>deployments</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>Lower-case singular name, such as <c>deployment</c>.</summary>
    public required string Singular { get; init; }

    /// <summary>Short names that command lines accept, such as <c>deploy</c>.</summary>
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>True if objects of this kind live in a namespace; false if they are cluster-scoped.</summary>
    public required bool Namespaced { get; init; }

    /// <summary>True if the kind has a <c>status</c> subresource, so that ordinary writes leave <c>status</c> alone.</summary>
    public bool HasStatus { get; init; }

    /// <summary>
    /// True if writes of this kind go to the journal. Events are not journaled: they are high-rate and short-lived, so they are
    /// bounded in memory instead.
    /// </summary>
    public bool Journaled { get; init; } = true;

    /// <summary>Groups of kinds that command lines expand, such as <c>all</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The verbs that are served, in alphabetical order.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = AllVerbs;

    /// <summary>The subresources that are served, <c>status</c> among them if <see cref="HasStatus"/>, in order of name.</summary>
    public IReadOnlyList<SubresourceKind> Subresources { get; init; } = [];

    /// <summary>
    /// The kind that objects of this one are stored as, if it is only another version of it: two served versions show one object. Null if objects are stored
    /// as they are.
    /// </summary>
    public ResourceKind? StoredAs { get; init; }

    /// <summary>The kind that objects of this one are stored as: itself, unless <see cref="StoredAs"/> says otherwise.</summary>
    public ResourceKind Storage => StoredAs ?? this;

    /// <summary>The class of <c>k8s.Models</c> that this kind decodes to.</summary>
    public required Type ModelType { get; init; }

    /// <summary>The manifest's <c>apiVersion</c>: <c>v1</c> or <c>group/version</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The name that error messages use: <c>pods</c> or <c>deployments.apps</c>.</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <inheritdoc/>
    public bool Equals(ResourceKind? other) =>
        other is not null && Group == other.Group && Version == other.Version && Kind == other.Kind;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Group, Version, Kind);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}.{Version}{(Group.Length == 0 ? "" : "." + Group)}";
}
