using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions.Schemas;

/// <summary>A default may only have fields that its schema knows. Whether it fits the schema otherwise is not asked yet.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting.</remarks>
internal static class PrunedDefaults
{
    private static readonly string[] Metadata = ["metadata", "kind", "apiVersion"];

    internal static IEnumerable<FieldFault> Check(Field root) => Schema(root, isResource: true);

    private static IEnumerable<FieldFault> Schema(Field schema, bool isResource = false)
    {
        if (schema.Node is not JsonObject)
            return [];
        isResource |= schema["x-kubernetes-embedded-resource"].Flag;
        var value = schema["default"];
        return
        [
            .. value.IsSet && !IsKnown(value.Node, schema) ? [FieldFault.Invalid(value.Path, value.Node, "must not have unknown fields")] : Array.Empty<FieldFault>(),
            .. Schema(schema["items"]),
            // Defaults in metadata are another rule's.
            .. schema["properties"].Entries.Where(property => !isResource || !Metadata.Contains(property.Key)).SelectMany(property => Schema(property.Value)),
        ];
    }

    private static bool IsKnown(JsonNode? value, Field schema)
    {
        if (value is JsonArray items)
            return !schema["items"].IsSet || items.All(item => IsKnown(item, schema["items"]));
        if (value is not JsonObject fields)
            return true;
        var values = schema["additionalProperties"];
        return fields.All(field =>
            schema["properties"].Key(field.Key) is { IsSet: true } property ? IsKnown(field.Value, property)
            : values.Node is JsonObject ? IsKnown(field.Value, values)
            : values.Flag || schema["x-kubernetes-preserve-unknown-fields"].Flag || (schema["x-kubernetes-embedded-resource"].Flag && Metadata.Contains(field.Key)));
    }
}
