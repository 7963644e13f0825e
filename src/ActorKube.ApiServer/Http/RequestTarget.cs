using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.ApiServer.Http;

/// <summary>What a request's path points at: a collection, an object, or a subresource of an object.</summary>
/// <param name="Kind">The kind of the URL.</param>
/// <param name="Namespace">The namespace; empty for a cluster-scoped kind, or for all namespaces.</param>
/// <param name="Name">The object's name; empty for a collection.</param>
/// <param name="Subresource">The subresource; empty for none.</param>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris.</remarks>
internal sealed record RequestTarget(ResourceKind Kind, string Namespace, string Name, string Subresource)
{
    internal bool IsCollection => Name.Length == 0;

    /// <summary>The namespace of a list; null for all.</summary>
    internal string? ListNamespace => Namespace.Length == 0 ? null : Namespace;

    /// <summary>The key of the object in the version of the URL.</summary>
    internal ResourceKey Key => new(Kind, Namespace, Name);

    /// <summary>The key of the object as it is stored.</summary>
    internal ResourceKey StoredKey => new(Kind.Storage, Namespace, Name);

    internal StatusSubject Subject => new(Kind, Name);

    /// <summary>Reads a path below <c>/api/v1</c> or <c>/apis/GROUP/VERSION</c>; null if nothing is served there.</summary>
    /// <param name="catalogue">The kinds that are served.</param>
    /// <param name="segments">The whole path, without empty segments.</param>
    internal static RequestTarget? Parse(KindCatalogue catalogue, ArraySegment<string> segments)
    {
        var isCore = segments is ["api", _, ..];
        if (!isCore && segments is not ["apis", _, _, ..])
            return null;
        var (group, version) = isCore ? ("", segments[1]) : (segments[1], segments[2]);
        var rest = segments[(isCore ? 2 : 3)..];
        return rest switch
        {
            // A namespace's own subresources, not collections in a namespace.
            ["namespaces", var name, "status" or "finalize"] when group.Length == 0 => Find(catalogue, group, version, "namespaces", "", name, rest[2]),
            ["namespaces", var @namespace, var plural, .. var below] => InNamespace(catalogue, group, version, @namespace, plural, below),
            [var plural] => Find(catalogue, group, version, plural, "", "", ""),
            [var plural, var name] => OfCluster(Find(catalogue, group, version, plural, "", name, "")),
            [var plural, var name, var subresource] => OfCluster(Find(catalogue, group, version, plural, "", name, subresource)),
            _ => null,
        };
    }

    private static RequestTarget? InNamespace(
        KindCatalogue catalogue, string group, string version, string @namespace, string plural, ArraySegment<string> below)
    {
        var target = below switch
        {
            [] => Find(catalogue, group, version, plural, @namespace, "", ""),
            [var name] => Find(catalogue, group, version, plural, @namespace, name, ""),
            [var name, var subresource] => Find(catalogue, group, version, plural, @namespace, name, subresource),
            _ => null,
        };
        return target?.Kind.Namespaced == true ? target : null;
    }

    // An object of a namespaced kind has no URL without its namespace.
    private static RequestTarget? OfCluster(RequestTarget? target) => target?.Kind.Namespaced == false ? target : null;

    private static RequestTarget? Find(
        KindCatalogue catalogue, string group, string version, string plural, string @namespace, string name, string subresource)
    {
        if (!catalogue.TryFindByPath(group, version, plural, out var kind))
            return null;
        if (subresource.Length > 0 && kind.Subresources.All(served => served.Name != subresource))
            return null;
        return new(kind, @namespace, name, subresource);
    }
}
