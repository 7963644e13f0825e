using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions.Schemas;

/// <summary>What every schema in a definition must keep to, structural or not.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation.</remarks>
internal static class OpenApiRules
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];
    private static readonly string[] Metadata = ["metadata", "kind", "apiVersion"];

    internal static IEnumerable<FieldFault> Check(Field root) => Schema(root, new Place(false, null), isRoot: true);

    private static IEnumerable<FieldFault> Schema(Field schema, Place place, bool isRoot = false)
    {
        if (schema.Node is not JsonObject)
            return [];
        var values = schema["additionalProperties"];
        return
        [
            .. Unsupported(schema, place),
            .. schema["uniqueItems"].Flag
                ? [FieldFault.Forbidden(schema["uniqueItems"].Path, "uniqueItems cannot be set to true since the runtime complexity becomes quadratic")]
                : Array.Empty<FieldFault>(),
            .. values.IsSet && schema["properties"].Count > 0 && !values.Flag
                ? [FieldFault.Forbidden(values.Path, "additionalProperties and properties are mutual exclusive")]
                : Array.Empty<FieldFault>(),
            .. Schema(values, place.InsideMetadata ? place with { NoDefaults = "inside additionalProperties applying to object metadata" } : place),
            .. schema["properties"].Entries.SelectMany(property => Schema(property.Value, Inside(property.Key, schema, place, isRoot))),
            .. SchemaWalk.Below(schema).Where(part => part.Path != values.Path && !part.Path.StartsWith($"{schema["properties"].Path}[", StringComparison.Ordinal))
                .SelectMany(part => Schema(part, place)),
            .. schema["x-kubernetes-preserve-unknown-fields"] is { IsSet: true, Flag: false } preserve
                ? [FieldFault.Invalid(preserve.Path, false, "must be true or undefined")]
                : Array.Empty<FieldFault>(),
            .. MapType(schema),
            .. ListTypeRules.Check(schema),
            .. ExpressionRules.Check(schema),
        ];
    }

    private static Place Inside(string property, Field schema, Place place, bool isRoot) =>
        !Metadata.Contains(property) || !(isRoot || schema["x-kubernetes-embedded-resource"].Flag) ? place
        : isRoot ? new(true, $"in top-level {property}")
        : place with { InsideMetadata = true };

    private static IEnumerable<FieldFault> Unsupported(Field schema, Place place)
    {
        var (type, embedded) = (schema["type"], schema["x-kubernetes-embedded-resource"]);
        if (!type.IsEmptyText && !Types.Contains(type.Text))
            yield return FieldFault.NotSupported(type.Path, type.Text, Types);
        if (place.NoDefaults is { } reason && schema["default"].IsSet)
            yield return FieldFault.Forbidden(schema["default"].Path, $"must not be set {reason}");
        foreach (var name in new[] { "id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref" })
            if (SchemaWalk.Says(schema[name].Node) || (name == "additionalItems" && schema[name].IsSet))
                yield return FieldFault.Forbidden(schema[name].Path, $"{name} is not supported");
        if (type.Text == "null")
            yield return FieldFault.Forbidden(type.Path, "type cannot be set to null, use nullable as an alternative");
        if (schema["items"].Node is JsonArray { Count: > 0 })
            yield return FieldFault.Forbidden(schema["items"].Path, "items must be a schema object and not an array");
        if (place.InsideMetadata && embedded.Flag)
            yield return FieldFault.Forbidden(embedded.Path, "must not be used inside of resource meta");
    }

    private static IEnumerable<FieldFault> MapType(Field schema)
    {
        var (map, type) = (schema["x-kubernetes-map-type"], schema["type"]);
        if (!map.IsSet)
            yield break;
        const string Sentence = "must be object if x-kubernetes-map-type is specified";
        if (type.Text != "object")
            yield return type.IsEmptyText ? FieldFault.Required(type.Path, Sentence) : FieldFault.Invalid(type.Path, type.Text, Sentence);
        if (map.Text is not ("atomic" or "granular"))
            yield return FieldFault.NotSupported(map.Path, map.Text, "atomic", "granular");
    }

    /// <param name="InsideMetadata">True if the schema is of an object's metadata, kind or apiVersion.</param>
    /// <param name="NoDefaults">Why no default may be set; null if one may.</param>
    private readonly record struct Place(bool InsideMetadata, string? NoDefaults);
}
