using System.Text.Json.Nodes;

namespace ActorKube.Rules.FieldManagement;

/// <summary>Merges what is applied into what is there: fields field by field, items item by item, everything else as a whole.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy.</remarks>
internal static class StructuredMerge
{
    /// <summary>The merged value; it shares nothing with the arguments.</summary>
    internal static JsonNode? Merge(JsonNode? live, JsonNode? applied, FieldSchema schema)
    {
        if (live is JsonObject fields && applied is JsonObject changes && schema.MergesFields)
        {
            var merged = (JsonObject)fields.DeepClone();
            foreach (var (name, change) in changes)
                merged[name] = Merge(fields[name], change, schema.Field(name).Schema);
            return merged;
        }
        if (live is JsonArray && applied is JsonArray && KeyedItems.Read(live, schema) is { } items && KeyedItems.Read(applied, schema) is { } wanted)
            return new JsonArray([.. Items(items, wanted, schema)]);
        return applied?.DeepClone();
    }

    /// <summary>The applied items in their order; the others keep their places beside those that both have.</summary>
    private static IEnumerable<JsonNode?> Items(KeyedItems live, KeyedItems applied, FieldSchema schema)
    {
        var shared = new Queue<string>(applied.Steps.Where(live.Has));
        int left = 0, right = 0;
        while (left < live.Steps.Count || right < applied.Steps.Count)
        {
            if (left < live.Steps.Count && !applied.Has(live.Steps[left]))
            {
                foreach (var item in live.All(live.Steps[left]))
                    yield return item?.DeepClone();
                left++;
            }
            // A shared item waits for its turn in the applied order, and is passed over where it stood before.
            else if (left < live.Steps.Count && (shared.Count == 0 || shared.Peek() != live.Steps[left]))
            {
                left++;
            }
            else
            {
                var step = applied.Steps[right++];
                yield return Merge(live.Find(step), applied.Find(step), schema.Items);
                if (shared.Count > 0 && shared.Peek() == step)
                {
                    shared.Dequeue();
                    left += left < live.Steps.Count && live.Steps[left] == step ? 1 : 0;
                }
            }
        }
    }
}
