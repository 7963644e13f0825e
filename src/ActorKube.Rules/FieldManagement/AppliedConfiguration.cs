using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ActorKube.Rules.FieldManagement;

/// <summary>What a client applies: all that it wants to own, and nothing else.</summary>
/// <param name="Tree">The configuration.</param>
/// <param name="Schema">How it is merged.</param>
internal sealed record AppliedConfiguration(JsonObject Tree, FieldSchema Schema)
{
    /// <summary>What the manager owns by it.</summary>
    internal FieldSet Fields => Places.Of(Tree, Schema);

    /// <summary>A message for each list whose items can't be told apart, in upstream's words.</summary>
    internal ImmutableArray<string> Faults() => [.. Faults(Tree, Schema, "")];

    /// <summary>The live object with the configuration merged into it, and without what the manager applied before and nobody owns now.</summary>
    /// <param name="live">The live object in the same version.</param>
    /// <param name="before">What the manager owned by applying before.</param>
    /// <param name="owned">What anybody owns in this version, the manager by this apply included.</param>
    internal JsonObject MergeInto(JsonObject live, FieldSet before, FieldSet owned)
    {
        var merged = (JsonObject)StructuredMerge.Merge(live, Tree, Schema)!;
        if (before.IsEmpty)
            return merged;
        var there = Places.WithNamedFields(Places.Of(merged, Schema), Schema);
        var gone = there.Intersect(Places.WithNamedFields(before, Schema)).Except(Places.WithNamedFields(owned, Schema));
        return Places.Without(merged, gone, Schema) as JsonObject ?? [];
    }

    private static IEnumerable<string> Faults(JsonNode? node, FieldSchema schema, string path)
    {
        if (node is JsonObject fields && schema.MergesFields)
            return fields.SelectMany(field => Faults(field.Value, schema.Field(field.Key).Schema, $"{path}.{field.Key}"));
        return node is JsonArray items && schema.MergesItems ? Items(items, schema, path) : [];
    }

    private static IEnumerable<string> Items(JsonArray items, FieldSchema schema, string path)
    {
        var seen = new HashSet<string>();
        for (var index = 0; index < items.Count; index++)
        {
            if (schema.StepTo(items[index]) is not { } step)
            {
                yield return $"{path}: element {index}: associative list with keys has an element that omits key fields (and doesn't have default values)";
                continue;
            }
            var shown = PathStep.Show([step]);
            if (!seen.Add(step))
                yield return $"{path}: duplicate entries for key {shown}";
            foreach (var fault in Faults(items[index], schema.Items, path + shown))
                yield return fault;
        }
    }
}
