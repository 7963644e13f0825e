using System.Text.Json.Nodes;

namespace ActorKube.Rules.FieldManagement;

/// <summary>The items of a list that is merged item by item, by the step to each.</summary>
internal sealed class KeyedItems
{
    private readonly Dictionary<string, List<JsonNode?>> _byStep = [];

    private KeyedItems() { }

    /// <summary>The steps, each once, in the order of the items.</summary>
    internal List<string> Steps { get; } = [];

    /// <summary>Null if an item can't be told apart from others: then the list can only be taken as a whole.</summary>
    internal static KeyedItems? Read(JsonNode? list, FieldSchema schema)
    {
        var items = new KeyedItems();
        if (list is null)
            return items;
        if (list is not JsonArray array || !schema.MergesItems)
            return null;
        foreach (var item in array)
        {
            if (schema.StepTo(item) is not { } step)
                return null;
            if (!items._byStep.TryGetValue(step, out var same))
            {
                items._byStep[step] = same = [];
                items.Steps.Add(step);
            }
            same.Add(item);
        }
        return items;
    }

    internal bool Has(string step) => _byStep.ContainsKey(step);

    /// <summary>The first item at a step; null if there is none.</summary>
    internal JsonNode? Find(string step) => _byStep.TryGetValue(step, out var items) ? items[0] : null;

    /// <summary>All items at a step: more than one if a client wrote it twice.</summary>
    internal IReadOnlyList<JsonNode?> All(string step) => _byStep.TryGetValue(step, out var items) ? items : [];
}
