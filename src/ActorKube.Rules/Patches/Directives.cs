using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Patches;

/// <summary>The fields of a strategic merge patch that say how to merge.</summary>
/// <remarks>Source: https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md.</remarks>
internal static class Directives
{
    internal const string Patch = "$patch";
    internal const string Replace = "replace";
    internal const string Delete = "delete";
    internal const string Merge = "merge";
    internal const string RetainKeys = "$retainKeys";
    internal const string SetElementOrder = "$setElementOrder/";
    internal const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList/";

    internal static bool IsDirective(string name) =>
        name is Patch or RetainKeys || name.StartsWith(SetElementOrder, StringComparison.Ordinal) || name.StartsWith(DeleteFromPrimitiveList, StringComparison.Ordinal);

    /// <summary>What <c>$patch</c> says: empty if it says nothing. To merge is what happens anyway.</summary>
    internal static string Action(JsonNode? patch)
    {
        if (patch is not JsonObject fields || !fields.TryGetPropertyValue(Patch, out var directive))
            return "";
        return directive.AsText() switch { Merge => "", { } action => action, null => directive?.ToJsonString() ?? "null" };
    }

    /// <summary>A copy that is new as a whole, and so has neither directives nor nulls; null if a directive deletes it.</summary>
    internal static JsonNode? Without(JsonNode? patch)
    {
        if (patch is JsonArray items)
            return new JsonArray([.. items.Select(item => item is null ? null : Without(item)).Where((item, index) => item is not null || items[index] is null)]);
        if (patch is not JsonObject fields)
            return patch?.DeepClone();
        if (Action(patch) == Delete)
            return null;
        var plain = new JsonObject();
        foreach (var (name, value) in fields)
            if (!IsDirective(name) && Without(value) is { } kept)
                plain[name] = kept;
        return plain;
    }
}
