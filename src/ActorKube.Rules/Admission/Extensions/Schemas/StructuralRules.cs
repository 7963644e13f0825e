using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions.Schemas;

/// <summary>
/// What makes a schema structural: every field has one type, and what only validates says nothing of structure. Faults are sorted, as upstream does.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema.</remarks>
internal static class StructuralRules
{
    private static readonly JsonNode IntOrString = JsonNode.Parse("""[{"type":"integer"},{"type":"string"}]""")!;

    // Not part of the structure, whatever they say.
    private static readonly string[] Silent = ["type", "default", "externalDocs", "example"];

    private enum Level
    {
        Root,
        Item,
        Property,
    }

    internal static List<FieldFault> Check(Field root) =>
        [.. Schema(root, Level.Root).Concat(StructuralCompleteness.Check(root)).OrderBy(fault => fault.ToString(), StringComparer.Ordinal)];

    private static IEnumerable<FieldFault> Schema(Field schema, Level level)
    {
        if (schema.Node is not JsonObject)
            return [];
        var (items, values) = (schema["items"], schema["additionalProperties"]);
        return
        [
            .. schema["type"].Text == "array" && !items.IsSet ? [FieldFault.Required(items.Path, "must be specified")] : Array.Empty<FieldFault>(),
            .. Schema(items, Level.Item),
            .. schema["properties"].Entries.SelectMany(property => Schema(property.Value, Level.Property)),
            .. values.IsSet && level == Level.Root ? [FieldFault.Forbidden(values.Path, "must not be used at the root")] : Array.Empty<FieldFault>(),
            .. Schema(values, Level.Property),
            .. Extensions(schema),
            .. NestedRules.Check(schema, schema["anyOf"].Node.SameAs(IntOrString), schema["allOf"].Items.Take(1).Any(part => part["anyOf"].Node.SameAs(IntOrString))),
            .. Type(schema, level),
            .. Metadata(schema, level),
        ];
    }

    private static IEnumerable<FieldFault> Extensions(Field schema)
    {
        if (!schema["x-kubernetes-int-or-string"].Flag)
            return [];
        return new[] { "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource" }.Where(name => schema[name].Flag)
            .Select(name => FieldFault.Invalid(schema[name].Path, true, "must be false if x-kubernetes-int-or-string is true"));
    }

    private static IEnumerable<FieldFault> Type(Field schema, Level level)
    {
        const string Embedded = "must be object if x-kubernetes-embedded-resource is true";
        var (type, embedded, preserves) = (schema["type"], schema["x-kubernetes-embedded-resource"].Flag, schema["x-kubernetes-preserve-unknown-fields"].Flag);
        if (embedded && type.Text != "object")
        {
            yield return type.IsEmptyText ? FieldFault.Required(type.Path, Embedded) : FieldFault.Invalid(type.Path, type.Text, Embedded);
        }
        else if (type.IsEmptyText && !schema["x-kubernetes-int-or-string"].Flag && !preserves)
        {
            yield return FieldFault.Required(type.Path, level switch
            {
                Level.Root => "must not be empty at the root",
                Level.Item => "must not be empty for specified array items",
                _ => "must not be empty for specified object fields",
            });
        }
        if (embedded && schema["additionalProperties"].IsSet)
            yield return FieldFault.Forbidden(schema["additionalProperties"].Path, "must not be used if x-kubernetes-embedded-resource is set");
        if (level == Level.Root && !type.IsEmptyText && type.Text != "object")
            yield return FieldFault.Invalid(type.Path, type.Text, "must be object at the root");
        if (embedded && !preserves && schema["properties"].Count == 0)
        {
            yield return FieldFault.Required(schema["properties"].Path,
                "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
        }
    }

    private static IEnumerable<FieldFault> Metadata(Field schema, Level level)
    {
        var (properties, ofResource) = (schema["properties"], level == Level.Root || schema["x-kubernetes-embedded-resource"].Flag);
        foreach (var name in new[] { "kind", "apiVersion" })
            if (ofResource && properties.Key(name) is { IsSet: true } property && property["type"].Text != "string")
                yield return FieldFault.Invalid(property["type"].Path, property["type"].Text, "must be string");
        var metadata = properties.Key("metadata");
        if (!metadata.IsSet)
            yield break;
        if (ofResource && metadata["type"].Text != "object")
            yield return FieldFault.Invalid(metadata["type"].Path, metadata["type"].Text, "must be object");
        if (level == Level.Root && metadata.Node is JsonObject fields && fields.Any(SaysMore))
            yield return FieldFault.Forbidden(metadata.Path, "must not specify anything other than name and generateName, but metadata is implicitly specified");
    }

    private static bool SaysMore(KeyValuePair<string, JsonNode?> field) => field is { Key: "properties", Value: JsonObject properties }
        ? properties.Any(property => property.Key is not ("name" or "generateName"))
        : !Silent.Contains(field.Key) && SchemaWalk.Says(field.Value);
}
