using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission.Extensions.Schemas;

/// <summary>A schema and all that are in it.</summary>
internal static class SchemaWalk
{
    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] Maps = ["properties", "patternProperties", "definitions", "dependencies"];
    private static readonly string[] Singles = ["not", "additionalProperties", "additionalItems"];

    /// <summary>The schemas right below this one, each at its path.</summary>
    internal static IEnumerable<Field> Below(Field schema) => Singles.Select(name => schema[name])
        .Concat(Lists.SelectMany(name => schema[name].Items))
        .Concat(Maps.SelectMany(name => schema[name].Entries.Select(entry => entry.Value)))
        .Concat(schema["items"] is { Node: JsonArray } several ? several.Items : [schema["items"]])
        .Where(part => part.Node is JsonObject);

    /// <summary>True if that holds for the schema, or for any in it.</summary>
    internal static bool Any(Field schema, Func<Field, bool> holds) => schema.IsSet && (holds(schema) || Below(schema).Any(part => Any(part, holds)));

    /// <summary>True if the value says anything: false, an empty text and an empty list don't.</summary>
    internal static bool Says(JsonNode? value) => value switch
    {
        null => false,
        JsonArray items => items.Count > 0,
        JsonObject => true,
        _ => value.AsText() is not "" && value.GetValueKind() != System.Text.Json.JsonValueKind.False,
    };
}
