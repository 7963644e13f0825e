using System.Text.Json.Nodes;

namespace ActorKube.Rules.Conversions;

/// <summary>Field names as Go writes a type that has no JSON names: upstream's annotation for the behavior of an autoscaler has them so.</summary>
internal static class GoNames
{
    /// <summary>A copy whose field names begin with a capital.</summary>
    internal static JsonNode Upper(JsonNode node) => Rename(node, char.ToUpperInvariant)!;

    /// <summary>A copy whose field names begin with a small letter.</summary>
    internal static JsonNode Lower(JsonNode node) => Rename(node, char.ToLowerInvariant)!;

    private static JsonNode? Rename(JsonNode? node, Func<char, char> first)
    {
        if (node is JsonArray items)
            return new JsonArray([.. items.Select(item => Rename(item, first))]);
        if (node is not JsonObject fields)
            return node?.DeepClone();
        var renamed = new JsonObject();
        // Nulls are what Go writes for what isn't set.
        foreach (var (name, value) in fields)
            if (value is not null)
                renamed[name.Length == 0 ? name : first(name[0]) + name[1..]] = Rename(value, first);
        return renamed;
    }
}
