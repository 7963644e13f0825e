using System.Text.Json.Nodes;
using ActorKube.Rules.Patches;

namespace ActorKube.Rules.Apply;

/// <summary>Merges lists whose items are told apart by a key, or that are sets of plain values.</summary>
internal static class KeyedList
{
    internal static JsonArray Merge(JsonArray original, JsonArray modified, JsonArray live, ListMerge strategy, string field)
    {
        // Items that can't be told apart (a port for TCP and for UDP) can't be merged either; whole replacement loses nothing but defaults.
        if (!Distinct(original, strategy) || !Distinct(modified, strategy) || !Distinct(live, strategy))
            return (JsonArray)modified.DeepClone();
        var taken = Keys(modified, strategy).Concat(Keys(original, strategy)).ToHashSet();
        var others = live.Where(item => !taken.Contains(strategy.KeyOf(item)!)).Select(item => item!.DeepClone());
        var wanted = modified.Select(item => MergeItem(Find(original, item, strategy), item, Find(live, item, strategy), strategy, field));
        return ElementOrder.Interleave([.. wanted], [.. others], [.. Keys(live, strategy)], strategy.KeyOf);
    }

    private static JsonNode MergeItem(JsonNode? original, JsonNode? modified, JsonNode? live, ListMerge strategy, string field) =>
        modified is JsonObject wanted && live is JsonObject present
            ? ThreeWayMerge.MergeMaps(original as JsonObject, wanted, (JsonObject)present.DeepClone(), "", field, strategy.RetainKeys)
            : modified!.DeepClone();

    private static bool Distinct(JsonArray items, ListMerge strategy)
    {
        var seen = new HashSet<string>();
        return items.All(item => strategy.KeyOf(item) is { } key && seen.Add(key));
    }

    private static IEnumerable<string> Keys(JsonArray items, ListMerge strategy) => items.Select(item => strategy.KeyOf(item)!);

    private static JsonNode? Find(JsonArray items, JsonNode? like, ListMerge strategy) =>
        items.FirstOrDefault(item => strategy.KeyOf(item) == strategy.KeyOf(like));
}
