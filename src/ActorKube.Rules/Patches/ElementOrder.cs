using System.Text.Json.Nodes;

namespace ActorKube.Rules.Patches;

/// <summary>The order of the items of a merged list.</summary>
/// <remarks>
/// Source: the rules of <c>$setElementOrder</c> in
/// https://github.com/kubernetes/community/blob/master/contributors/design-proposals/cli/preserve-order-in-strategic-merge-patch.md.
/// </remarks>
internal static class ElementOrder
{
    /// <summary>
    /// The items that the client ordered, in its order, and the others in the live one, interleaved: an item of the others stands before a client's item only
    /// if both are live and it stood before it there.
    /// </summary>
    /// <param name="ordered">The items with a place in the client's order, in that order; used up.</param>
    /// <param name="others">The other items in the live order; used up.</param>
    /// <param name="live">The keys of the live items in order.</param>
    /// <param name="keyOf">The key of an item.</param>
    internal static JsonArray Interleave(IReadOnlyList<JsonNode?> ordered, IReadOnlyList<JsonNode?> others, IReadOnlyList<string?> live, Func<JsonNode?, string?> keyOf)
    {
        var places = new Dictionary<string, int>();
        for (var index = 0; index < live.Count; index++)
            if (live[index] is { } key)
                places.TryAdd(key, index);
        var merged = new JsonArray();
        int left = 0, right = 0;
        while (left < ordered.Count || right < others.Count)
        {
            if (left >= ordered.Count || (right < others.Count && Place(others[right]) is { } other && Place(ordered[left]) is { } own && other < own))
                merged.Add(others[right++]);
            else
                merged.Add(ordered[left++]);
        }
        return merged;

        int? Place(JsonNode? item) => keyOf(item) is { } key && places.TryGetValue(key, out var place) ? place : null;
    }
}
