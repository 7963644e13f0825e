using System.Text.Json.Nodes;

namespace ActorKube.Rules.FieldManagement;

/// <summary>Which places an object has, and an object without some of its places.</summary>
internal static class Places
{
    /// <summary>
    /// Every leaf, every item of a merged list and every entry of a map: what an apply of this object owns.
    /// </summary>
    internal static FieldSet Of(JsonNode? node, FieldSchema schema)
    {
        if (node is JsonObject fields && schema.MergesFields)
        {
            return FieldSet.Of(false, fields.Select(field =>
            {
                var (below, named) = schema.Field(field.Key);
                var places = Of(field.Value, below);
                return KeyValuePair.Create(PathStep.Field(field.Key), named && field.Value is not (null or JsonObject { Count: 0 }) ? places : places.WithItself());
            }));
        }
        if (node is JsonArray && KeyedItems.Read(node, schema) is { } items)
        {
            return FieldSet.Of(false, items.Steps.Select(step => KeyValuePair.Create(step,
                items.All(step).Count > 1 ? FieldSet.Itself : Of(items.Find(step), schema.Items).WithItself())));
        }
        return FieldSet.Itself;
    }

    /// <summary>The set, with each field that the schema names and below which it has places: those aren't written down, but belong to it.</summary>
    internal static FieldSet WithNamedFields(FieldSet set, FieldSchema schema) => FieldSet.Of(set.IsMember, set.Children.Select(child =>
    {
        if (!child.Key.StartsWith("f:", StringComparison.Ordinal))
            return KeyValuePair.Create(child.Key, WithNamedFields(child.Value, schema.Items));
        var (below, named) = schema.Field(child.Key[2..]);
        var inside = WithNamedFields(child.Value, below);
        return KeyValuePair.Create(child.Key, named && schema.MergesFields ? inside.WithItself() : inside);
    }));

    /// <summary>A copy without these places and what lies below them; null if nothing is left.</summary>
    internal static JsonNode? Without(JsonNode? node, FieldSet places, FieldSchema schema)
    {
        if (places.Children.IsEmpty)
            return node?.DeepClone();
        if (node is JsonObject fields && schema.MergesFields)
        {
            var kept = new JsonObject();
            foreach (var (name, value) in fields)
                if (Kept(value, places.Below(PathStep.Field(name)), schema.Field(name).Schema, out var rest))
                    kept[name] = rest;
            return kept.Count > 0 ? kept : null;
        }
        if (node is JsonArray list && KeyedItems.Read(node, schema) is not null)
        {
            var kept = new JsonArray();
            foreach (var item in list)
                if (Kept(item, places.Below(schema.StepTo(item)!), schema.Items, out var rest))
                    kept.Add(rest);
            return kept.Count > 0 ? kept : null;
        }
        return node?.DeepClone();
    }

    private static bool Kept(JsonNode? value, FieldSet gone, FieldSchema schema, out JsonNode? rest)
    {
        rest = gone.IsMember ? null : Without(value, gone, schema);
        return gone.IsEmpty || rest is not null;
    }
}
