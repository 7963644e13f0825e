using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions.Schemas;

/// <summary>What the schema of a version, or of all versions, must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation.</remarks>
internal static class SchemaRules
{
    // In the order of upstream's sentence.
    private static readonly string[] AtRoot =
    [
        "Description", "Type", "Format", "Title", "Maximum", "ExclusiveMaximum", "Minimum", "ExclusiveMinimum", "MaxLength", "MinLength", "Pattern", "MaxItems", "MinItems", "UniqueItems",
        "MultipleOf", "Required", "Items", "Properties", "ExternalDocs", "Example", "XPreserveUnknownFields", "XValidations",
    ];

    private static readonly Dictionary<string, string> Extensions = new()
    {
        ["x-kubernetes-preserve-unknown-fields"] = "XPreserveUnknownFields", ["x-kubernetes-validations"] = "XValidations",
    };

    /// <param name="validation">The holder of <c>openAPIV3Schema</c>.</param>
    /// <param name="hasStatus">True if the status is a part of its own; its schema is then taken out of the whole.</param>
    internal static IEnumerable<FieldFault> Check(Field validation, bool hasStatus)
    {
        var schema = validation["openAPIV3Schema"];
        if (schema.Node is not JsonObject)
            return [];
        var unsupported = UnsupportedFields.First(schema);
        var structural = unsupported is null ? StructuralRules.Check(schema) : [];
        List<FieldFault> faults =
        [
            .. hasStatus ? Root(schema) : [],
            .. schema["nullable"].Flag ? [FieldFault.Forbidden(schema["nullable"].Path, "nullable cannot be true at the root")] : Array.Empty<FieldFault>(),
            .. structural,
            // What isn't structural can't say which fields are unknown.
            .. unsupported is null && structural.Count == 0 ? PrunedDefaults.Check(schema) : [],
            .. OpenApiRules.Check(schema),
        ];
        return faults.Count == 0 && unsupported is not null ? [FieldFault.Invalid(schema.Path, "", unsupported)] : faults;
    }

    private static IEnumerable<FieldFault> Root(Field schema)
    {
        if (schema.Node is not JsonObject fields)
            return [];
        if (fields.Any(field => SchemaWalk.Says(field.Value) && !AtRoot.Contains(GoName(field.Key), StringComparer.OrdinalIgnoreCase)))
            return [FieldFault.Invalid(schema.Path, fields, $"only [{string.Join(' ', AtRoot)}] fields are allowed at the root of the schema if the status subresource is enabled")];
        var type = schema["type"];
        return type.IsEmptyText || type.Text == "object" ? []
            : [FieldFault.Invalid(type.Path, type.Text, "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled")];
    }

    private static string GoName(string name) => Extensions.GetValueOrDefault(name, name);
}
