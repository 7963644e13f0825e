using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions.Schemas;

/// <summary>What stands in <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and <c>not</c> only validates: it has no type, no default, and no word for people.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema.</remarks>
internal static class NestedRules
{
    private static readonly (string Name, string Sentence)[] Structure =
    [
        ("type", "must be empty to be structural"), ("title", "must be empty to be structural"), ("description", "must be empty to be structural"),
        ("nullable", "must be false to be structural"),
        ("x-kubernetes-preserve-unknown-fields", "must be false to be structural"), ("x-kubernetes-embedded-resource", "must be false to be structural"),
        ("x-kubernetes-int-or-string", "must be false to be structural"),
        ("x-kubernetes-list-map-keys", "must be empty to be structural"), ("x-kubernetes-validations", "must be empty to be structural"),
    ];

    private static readonly string[] Undefined = ["additionalProperties", "default", "x-kubernetes-list-type", "x-kubernetes-map-type"];

    /// <summary>What validates in a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="skipAnyOf">True if its <c>anyOf</c> is the form of an integer or a string, which may say types.</param>
    /// <param name="skipFirstAnyOf">True if that form is the first thing in its <c>allOf</c>.</param>
    internal static IEnumerable<FieldFault> Check(Field schema, bool skipAnyOf, bool skipFirstAnyOf)
    {
        var pattern = schema["pattern"];
        return
        [
            .. skipAnyOf ? [] : schema["anyOf"].Items.SelectMany(part => Part(part)),
            .. schema["allOf"].Items.SelectMany((part, index) => Part(part, skipAnyOf: skipFirstAnyOf && index == 0)),
            .. schema["oneOf"].Items.SelectMany(part => Part(part)),
            .. Part(schema["not"]),
            .. PatternText.Fault(pattern.Text) is { } fault
                ? [FieldFault.Invalid(pattern.Path, pattern.Text, $"must be a valid regular expression, but isn't: {fault}")]
                : Array.Empty<FieldFault>(),
        ];
    }

    private static IEnumerable<FieldFault> Part(Field schema, bool skipAnyOf = false)
    {
        if (schema.Node is not JsonObject)
            return [];
        var metadata = schema["properties"].Key("metadata");
        return
        [
            .. Check(schema, skipAnyOf, skipFirstAnyOf: false),
            .. Part(schema["items"]),
            .. schema["properties"].Entries.SelectMany(property => Part(property.Value)),
            .. Structure.Where(row => SchemaWalk.Says(schema[row.Name].Node)).Select(row => FieldFault.Forbidden(schema[row.Name].Path, row.Sentence)),
            .. Undefined.Where(name => schema[name].IsSet).Select(name => FieldFault.Forbidden(schema[name].Path, "must be undefined to be structural")),
            .. metadata.IsSet ? [FieldFault.Forbidden(metadata.Path, "must not be specified in a nested context")] : Array.Empty<FieldFault>(),
        ];
    }
}
