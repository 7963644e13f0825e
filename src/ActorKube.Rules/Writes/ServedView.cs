using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Conversions;

namespace ActorKube.Rules.Writes;

/// <summary>A stored object as a client sees it, who asked for one version of it, or one part.</summary>
internal static class ServedView
{
    /// <summary>The key under which the object is stored.</summary>
    internal static ResourceKey Stored(this ResourceKey key) => key.Kind.StoredAs is { } stored ? key with { Kind = stored } : key;

    /// <summary>A fresh tree of the object in the version of <paramref name="key"/>, or of its part.</summary>
    internal static JsonObject Of(ResourceKey key, ApiObject live, Subresource subresource) =>
        subresource == Subresource.Scale ? ScaleRules.Of(live) : VersionConversions.ToServed(key.Kind, live).ToTree();
}
