using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.FieldManagement;

/// <summary>How two forms of an object differ: the places that one has more, has otherwise, and has no longer.</summary>
internal sealed record Comparison(FieldSet Added, FieldSet Modified, FieldSet Removed)
{
    internal static readonly Comparison Same = new(FieldSet.Empty, FieldSet.Empty, FieldSet.Empty);

    /// <summary>What is new or otherwise.</summary>
    internal FieldSet Changed => Added.Union(Modified);

    internal static Comparison Of(JsonObject before, JsonObject after, FieldSchema schema) =>
        Between(new(true, before), new(true, after), schema);

    /// <summary>The same, but for what lies at or below these places.</summary>
    internal Comparison Except(FieldSet ignored) => new(Added.ExceptBelow(ignored), Modified.ExceptBelow(ignored), Removed.ExceptBelow(ignored));

    private static Comparison Between(Side before, Side after, FieldSchema schema)
    {
        // Two that are empty or missing differ in just that.
        if (before.IsEmpty && after.IsEmpty)
            return Leaf(before, after);
        if (schema.MergesFields && before.IsObject && after.IsObject)
            return Fields(before, after, schema);
        if (schema.MergesItems && KeyedItems.Read(before.Node, schema) is { } items && KeyedItems.Read(after.Node, schema) is { } wanted)
            return Items(before, after, items, wanted, schema);
        return Leaf(before, after);
    }

    private static Comparison Fields(Side before, Side after, FieldSchema schema)
    {
        var parts = new List<(string Step, Comparison Part)>();
        foreach (var (name, value) in after.Node as JsonObject ?? [])
            parts.Add((PathStep.Field(name), Between(before.Field(name), new(true, value), schema.Field(name).Schema)));
        foreach (var (name, value) in before.Node as JsonObject ?? [])
            if (!after.Field(name).Exists)
                parts.Add((PathStep.Field(name), Between(new(true, value), Side.Missing, schema.Field(name).Schema)));
        return Whole(before, after, parts);
    }

    private static Comparison Items(Side before, Side after, KeyedItems items, KeyedItems wanted, FieldSchema schema) =>
        Whole(before, after, wanted.Steps.Concat(items.Steps.Where(step => !wanted.Has(step))).Select(step => (step, Item(step, items, wanted, schema))));

    private static Comparison Item(string step, KeyedItems items, KeyedItems wanted, FieldSchema schema)
    {
        var (before, after) = (items.All(step), wanted.All(step));
        if (before.Count <= 1 && after.Count <= 1)
            return Between(new(before.Count == 1, items.Find(step)), new(after.Count == 1, wanted.Find(step)), schema.Items);
        // Items that a client wrote twice can't be told apart, so they are looked at together.
        return Leaf(Together(before), Together(after));
    }

    private static Side Together(IReadOnlyList<JsonNode?> items) => new(items.Count > 0, new JsonArray([.. items.Select(item => item?.DeepClone())]));

    private static Comparison Whole(Side before, Side after, IEnumerable<(string Step, Comparison Part)> parts)
    {
        var list = parts.Where(part => !ReferenceEquals(part.Part, Same)).ToList();
        if (list.Count == 0 && before.Exists && after.Exists)
            return Same;
        return new(
            FieldSet.Of(!before.Exists, list.Select(part => KeyValuePair.Create(part.Step, part.Part.Added))),
            FieldSet.Of(false, list.Select(part => KeyValuePair.Create(part.Step, part.Part.Modified))),
            FieldSet.Of(!after.Exists, list.Select(part => KeyValuePair.Create(part.Step, part.Part.Removed))));
    }

    private static Comparison Leaf(Side before, Side after) => (before.Exists, after.Exists) switch
    {
        (false, true) => new(FieldSet.Itself, FieldSet.Empty, FieldSet.Empty),
        (true, false) => new(FieldSet.Empty, FieldSet.Empty, FieldSet.Itself),
        _ => before.Node.SameAs(after.Node) ? Same : new(FieldSet.Empty, FieldSet.Itself, FieldSet.Empty),
    };

    /// <summary>A value in one of the forms; a JSON null exists.</summary>
    private readonly record struct Side(bool Exists, JsonNode? Node)
    {
        internal static readonly Side Missing = new(false, null);

        internal bool IsEmpty => Node is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };

        /// <summary>True for an object, and for what isn't there and may be taken for one.</summary>
        internal bool IsObject => Node is null or JsonObject;

        internal Side Field(string name) => Node is JsonObject fields && fields.TryGetPropertyValue(name, out var value) ? new(true, value) : Missing;
    }
}
