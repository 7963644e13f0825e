using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;

namespace ActorKube.ApiServer.Discovery;

/// <summary>The documents by which clients find out what is served: aggregated, and one a group and version.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api.</remarks>
internal static class DiscoveryDocuments
{
    /// <summary>The content type of an aggregated document; clients read it as another one without it.</summary>
    internal static string AggregatedContentType(string version) => $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList";

    /// <summary>Groups with versions and resources, all at once.</summary>
    internal static JsonObject Aggregated(IEnumerable<ServedGroup> groups, string version) => new()
    {
        ["kind"] = "APIGroupDiscoveryList", ["apiVersion"] = $"apidiscovery.k8s.io/{version}", ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. groups.Select(Aggregated)]),
    };

    /// <summary>What <c>/api</c> answers old clients.</summary>
    internal static JsonObject CoreVersions(ServedGroup core) => new()
    {
        ["kind"] = "APIVersions", ["versions"] = new JsonArray([.. core.Versions.Select(version => JsonValue.Create(version.Name))]),
        ["serverAddressByClientCIDRs"] = new JsonArray(),
    };

    /// <summary>What <c>/apis</c> answers old clients.</summary>
    internal static JsonObject Groups(IEnumerable<ServedGroup> groups) => new()
    {
        ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. groups.Select(group => Fields(group))]),
    };

    /// <summary>What <c>/apis/GROUP</c> answers.</summary>
    internal static JsonObject Group(ServedGroup group)
    {
        var tree = new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" };
        foreach (var (name, value) in Fields(group).ToList())
            tree[name] = value?.DeepClone();
        return tree;
    }

    /// <summary>What <c>/api/v1</c> and <c>/apis/GROUP/VERSION</c> answer: <c>drain</c> and others read it even beside the aggregated document.</summary>
    internal static JsonObject Resources(ServedGroup group, ServedVersion version) => new()
    {
        ["kind"] = "APIResourceList", ["apiVersion"] = "v1", ["groupVersion"] = group.ApiVersion(version),
        ["resources"] = new JsonArray([.. version.Kinds.SelectMany(kind => kind.Subresources.Select(part => Resource(kind, part)).Prepend(Resource(kind)))]),
    };

    private static JsonObject Aggregated(ServedGroup group) => new()
    {
        ["metadata"] = group.Name.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group.Name },
        ["versions"] = new JsonArray([.. group.Versions.Select(version => new JsonObject
        {
            ["version"] = version.Name, ["freshness"] = "Current", ["resources"] = new JsonArray([.. version.Kinds.Select(Aggregated)]),
        })]),
    };

    private static JsonObject Aggregated(ResourceKind kind)
    {
        var tree = new JsonObject
        {
            ["resource"] = kind.Plural, ["responseKind"] = Kind(kind.Group, kind.Version, kind.Kind), ["scope"] = kind.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular, ["verbs"] = Texts(kind.Verbs),
        };
        if (kind.ShortNames.Count > 0)
            tree["shortNames"] = Texts(kind.ShortNames);
        if (kind.Categories.Count > 0)
            tree["categories"] = Texts(kind.Categories);
        if (kind.Subresources.Count > 0)
        {
            tree["subresources"] = new JsonArray([.. kind.Subresources.Select(part => new JsonObject
            {
                ["subresource"] = part.Name, ["responseKind"] = Kind(part.Group, part.Version, part.Kind), ["verbs"] = Texts(part.Verbs),
            })]);
        }
        return tree;
    }

    private static JsonObject Fields(ServedGroup group)
    {
        var versions = group.Versions.Select(version => new JsonObject { ["groupVersion"] = group.ApiVersion(version), ["version"] = version.Name }).ToList();
        return new() { ["name"] = group.Name, ["preferredVersion"] = versions[0].DeepClone(), ["versions"] = new JsonArray([.. versions]) };
    }

    private static JsonObject Resource(ResourceKind kind)
    {
        var tree = new JsonObject
        {
            ["name"] = kind.Plural, ["singularName"] = kind.Singular, ["namespaced"] = kind.Namespaced, ["kind"] = kind.Kind, ["verbs"] = Texts(kind.Verbs),
        };
        if (kind.ShortNames.Count > 0)
            tree["shortNames"] = Texts(kind.ShortNames);
        if (kind.Categories.Count > 0)
            tree["categories"] = Texts(kind.Categories);
        return tree;
    }

    private static JsonObject Resource(ResourceKind kind, SubresourceKind part)
    {
        var tree = new JsonObject
        {
            ["name"] = $"{kind.Plural}/{part.Name}", ["singularName"] = "", ["namespaced"] = kind.Namespaced, ["kind"] = part.Kind, ["verbs"] = Texts(part.Verbs),
        };
        if ((part.Group, part.Version) != (kind.Group, kind.Version))
            (tree["group"], tree["version"]) = (part.Group, part.Version);
        return tree;
    }

    private static JsonObject Kind(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
