using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using k8s.Models;

namespace ActorKube.Model.Kinds;

/// <summary>
/// The kinds that a cluster serves. Immutable: a kind that is defined at run time makes a new catalogue by <see cref="With"/>.
/// </summary>
public sealed class KindCatalogue
{
    /// <summary>Namespace, core/v1, cluster-scoped.</summary>
    public static readonly ResourceKind Namespace = Core<V1Namespace>("Namespace", "namespaces", namespaced: false, "ns") with { HasStatus = true };

    /// <summary>Node, core/v1, cluster-scoped.</summary>
    public static readonly ResourceKind Node = Core<V1Node>("Node", "nodes", namespaced: false, "no") with { HasStatus = true };

    /// <summary>Pod, core/v1.</summary>
    public static readonly ResourceKind Pod = Core<V1Pod>("Pod", "pods", namespaced: true, "po") with { HasStatus = true };

    /// <summary>Event, core/v1; kept in memory only.</summary>
    public static readonly ResourceKind Event = Core<Corev1Event>("Event", "events", namespaced: true, "ev") with { Journaled = false };

    /// <summary>ReplicaSet, apps/v1.</summary>
    public static readonly ResourceKind ReplicaSet = Apps<V1ReplicaSet>("ReplicaSet", "replicasets", "rs");

    /// <summary>Deployment, apps/v1.</summary>
    public static readonly ResourceKind Deployment = Apps<V1Deployment>("Deployment", "deployments", "deploy");

    /// <summary>The kinds that are built in, in the order in which a listing shows them.</summary>
    public static readonly KindCatalogue BuiltIn = new([Namespace, Node, Pod, Event, ReplicaSet, Deployment]);

    private readonly ImmutableDictionary<(string ApiVersion, string Kind), ResourceKind> _byManifest;
    private readonly ImmutableDictionary<string, ResourceKind> _byName;

    private KindCatalogue(ImmutableArray<ResourceKind> kinds)
    {
        All = kinds;
        _byManifest = kinds.ToImmutableDictionary(kind => (kind.ApiVersion, kind.Kind));
        _byName = kinds
            .SelectMany(kind => Names(kind).Select(name => (name, kind)))
            .ToImmutableDictionary(pair => pair.name, pair => pair.kind, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All kinds of this catalogue.</summary>
    public ImmutableArray<ResourceKind> All { get; }

    /// <summary>This catalogue and one more kind.</summary>
    /// <exception cref="ArgumentException">A kind of the same name, or with one of its short names, is there already.</exception>
    public KindCatalogue With(ResourceKind kind) =>
        All.Contains(kind) ? throw new ArgumentException($"the kind {kind} is there already", nameof(kind)) : new(All.Add(kind));

    /// <summary>Finds the kind that a manifest names by <c>apiVersion</c> and <c>kind</c>; both are case-sensitive.</summary>
    public bool TryFind(string apiVersion, string kind, [NotNullWhen(true)] out ResourceKind? found) =>
        _byManifest.TryGetValue((apiVersion, kind), out found);

    /// <summary>Finds a kind by what a person types: plural, singular, kind, short name or <c>plural.group</c>, in any case.</summary>
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

    private static ResourceKind Core<T>(string kind, string plural, bool namespaced, params string[] shortNames) => new()
    {
        Group = "", Version = "v1", Kind = kind, Plural = plural, Singular = kind.ToLowerInvariant(), Namespaced = namespaced,
        ShortNames = shortNames, ModelType = typeof(T),
    };

    private static ResourceKind Apps<T>(string kind, string plural, params string[] shortNames) =>
        Core<T>(kind, plural, namespaced: true, shortNames) with { Group = "apps", HasStatus = true };
}
