using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ActorKube.Model.Kinds;

/// <summary>
/// The kinds that a cluster serves. Immutable: a kind that is defined at run time makes a new catalogue by <see cref="With"/>. The built-in kinds stand in the
/// other parts of this class, one file a group of the API reference.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/ and <c>kubectl api-resources</c> of a v1.32 cluster.</remarks>
public sealed partial class KindCatalogue
{
    /// <summary>The kinds that are built in, in the order in which a listing shows them.</summary>
    public static readonly KindCatalogue BuiltIn;

    private readonly ImmutableDictionary<(string ApiVersion, string Kind), ResourceKind> _byManifest;
    private readonly ImmutableDictionary<(string Group, string Version, string Plural), ResourceKind> _byPath;
    private readonly ImmutableDictionary<string, ResourceKind> _byName;

    // The order in which parts of a class are initialized is nobody's promise: this comes after all of them.
    static KindCatalogue() => BuiltIn = new(
    [
        .. ClusterKinds, .. ConfigurationKinds, .. WorkloadKinds, .. NetworkKinds, .. StorageKinds, .. PolicyKinds, .. AuthorizationKinds,
    ]);

    private KindCatalogue(ImmutableArray<ResourceKind> served)
    {
        Served = served;
        Stored = [.. served.Where(kind => kind.StoredAs is null)];
        _byManifest = served.ToImmutableDictionary(kind => (kind.ApiVersion, kind.Kind));
        _byPath = served.ToImmutableDictionary(kind => (kind.Group, kind.Version, kind.Plural));
        // Two versions of one kind share their names: the one that is stored has them.
        _byName = Stored
            .SelectMany(kind => Names(kind).Select(name => (name, kind)))
            .ToImmutableDictionary(pair => pair.name, pair => pair.kind, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The kinds that objects are stored as.</summary>
    public ImmutableArray<ResourceKind> Stored { get; }

    /// <summary>All kinds, other versions of stored kinds among them. Within a group the preferred version comes first.</summary>
    public ImmutableArray<ResourceKind> Served { get; }

    /// <summary>This catalogue and one more kind.</summary>
    /// <exception cref="ArgumentException">A kind of the same name, or with one of its short names, is there already.</exception>
    public KindCatalogue With(ResourceKind kind) =>
        Served.Contains(kind) ? throw new ArgumentException($"the kind {kind} is there already", nameof(kind)) : new(Served.Add(kind));

    /// <summary>Finds the kind that a manifest names by <c>apiVersion</c> and <c>kind</c>; both are case-sensitive.</summary>
    public bool TryFind(string apiVersion, string kind, [NotNullWhen(true)] out ResourceKind? found) =>
        _byManifest.TryGetValue((apiVersion, kind), out found);

    /// <summary>Finds the kind of a URL; the group is empty for the core group.</summary>
    public bool TryFindByPath(string group, string version, string plural, [NotNullWhen(true)] out ResourceKind? found) =>
        _byPath.TryGetValue((group, version, plural), out found);

    /// <summary>Finds a stored kind by what a person types: plural, singular, kind, short name or <c>plural.group</c>, in any case.</summary>
    public bool TryFindByName(string name, [NotNullWhen(true)] out ResourceKind? found) => _byName.TryGetValue(name, out found);

    /// <summary>The kind of that manifest name.</summary>
    /// <exception cref="KeyNotFoundException">The catalogue doesn't have it.</exception>
    public ResourceKind Find(string apiVersion, string kind) =>
        TryFind(apiVersion, kind, out var found) ? found : throw new KeyNotFoundException($"no kind {kind} in {apiVersion}");

    private static IEnumerable<string> Names(ResourceKind kind)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { kind.Plural, kind.Singular, kind.Kind, kind.QualifiedPlural };
        names.UnionWith(kind.ShortNames);
        return names;
    }

    /// <summary>A kind in a namespace with all verbs.</summary>
    private static ResourceKind Namespaced<T>(string group, string version, string kind, string plural, params string[] shortNames) => new()
    {
        Group = group, Version = version, Kind = kind, Plural = plural, Singular = kind.ToLowerInvariant(), Namespaced = true, ShortNames = shortNames,
        ModelType = typeof(T),
    };

    /// <summary>A cluster-scoped kind with all verbs.</summary>
    private static ResourceKind OfCluster<T>(string group, string version, string kind, string plural, params string[] shortNames) =>
        Namespaced<T>(group, version, kind, plural, shortNames) with { Namespaced = false };

    /// <summary>The kind with a status, and with these other subresources.</summary>
    private static ResourceKind WithStatus(ResourceKind kind, params SubresourceKind[] others) => kind with
    {
        HasStatus = true,
        Subresources =
        [
            .. others.Append(new SubresourceKind("status", kind.Group, kind.Version, kind.Kind, "get", "patch", "update"))
                .OrderBy(subresource => subresource.Name, StringComparer.Ordinal),
        ],
    };

    private static IReadOnlyList<string> Everything => ["all"];

    private static SubresourceKind Scale => new("scale", "autoscaling", "v1", "Scale", "get", "patch", "update");
}
