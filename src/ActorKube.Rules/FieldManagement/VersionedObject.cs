using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Rules.Conversions;

namespace ActorKube.Rules.FieldManagement;

/// <summary>Shows trees of one kind in any of its served versions: places mean something in their own version only.</summary>
/// <param name="stored">The kind as it is stored.</param>
/// <param name="catalogue">The kinds that are served.</param>
internal sealed class VersionedObject(ResourceKind stored, KindCatalogue catalogue)
{
    /// <summary>The version of that name; null if there is none.</summary>
    internal ResourceKind? Version(string apiVersion) => stored.ApiVersion == apiVersion
        ? stored
        : catalogue.Served.FirstOrDefault(kind => kind.Storage == stored && kind.ApiVersion == apiVersion);

    /// <summary>How two stored trees differ in a version.</summary>
    internal Comparison Compare(ResourceKind version, JsonObject before, JsonObject after) =>
        Comparison.Of(In(version, before), In(version, after), FieldSchema.Of(version.ModelType));

    private JsonObject In(ResourceKind version, JsonObject tree)
    {
        if (version == stored)
            return tree;
        var converted = (JsonObject)tree.DeepClone();
        VersionConversions.Convert(stored, version, converted);
        return converted;
    }
}
