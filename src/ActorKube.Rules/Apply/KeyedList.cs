using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;

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
        var others = live.Where(item => !taken.Contains(KeyOf(item, strategy)!)).Select(item => item!.DeepClone());
        var wanted = modified.Select(item => MergeItem(Find(original, item, strategy), item, Find(live, item, strategy), strategy, field));
        return Interleave([.. wanted], [.. others], [.. Keys(live, strategy)], strategy);
    }

    private static JsonNode MergeItem(JsonNode? original, JsonNode? modified, JsonNode? live, ListMerge strategy, string field) =>
        modified is JsonObject wanted && live is JsonObject present
            ? ThreeWayMerge.MergeMaps(original as JsonObject, wanted, (JsonObject)present.DeepClone(), "", field, strategy.RetainKeys)
            : modified!.DeepClone();

    /// <summary>The manifest's items in its order; the others keep their places relative to the live list, as upstream interleaves them.</summary>
    private static JsonArray Interleave(List<JsonNode> wanted, List<JsonNode> others, List<string> order, ListMerge strategy)
    {
        var merged = new JsonArray();
        int left = 0, right = 0;
        while (left < wanted.Count || right < others.Count)
        {
            if (right >= others.Count || (left < wanted.Count && GoesFirst(wanted[left], others[right])))
                merged.Add(wanted[left++]);
            else
                merged.Add(others[right++]);
        }
        return merged;

        bool GoesFirst(JsonNode one, JsonNode other) =>
            order.IndexOf(KeyOf(one, strategy)!) is >= 0 and var place && place < order.IndexOf(KeyOf(other, strategy)!);
    }

    private static bool Distinct(JsonArray items, ListMerge strategy)
    {
        var seen = new HashSet<string>();
        return items.All(item => KeyOf(item, strategy) is { } key && seen.Add(key));
    }

    private static IEnumerable<string> Keys(JsonArray items, ListMerge strategy) => items.Select(item => KeyOf(item, strategy)!);

    private static JsonNode? Find(JsonArray items, JsonNode? like, ListMerge strategy) =>
        items.FirstOrDefault(item => KeyOf(item, strategy) == KeyOf(like, strategy));

    private static string? KeyOf(JsonNode? item, ListMerge strategy) =>
        (strategy.Key.Length == 0 ? item as JsonValue : (item as JsonObject)?[strategy.Key] as JsonValue)?.ToJsonString();
}
