using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions.Schemas;

/// <summary>Fields and items that are validated in <c>allOf</c> and the like must be there outside, too, where they have their type.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema.</remarks>
internal static class StructuralCompleteness
{
    internal static IEnumerable<FieldFault> Check(Field root) => Parts(root, root);

    private static IEnumerable<FieldFault> Parts(Field validation, Field schema) => new[] { validation["not"] }
        .Concat(new[] { "allOf", "anyOf", "oneOf" }.SelectMany(name => validation[name].Items))
        .SelectMany(part => Covered(part, schema));

    private static IEnumerable<FieldFault> Covered(Field validation, Field schema)
    {
        if (validation.Node is not JsonObject)
            return [];
        if (schema.Node is not JsonObject)
            return [FieldFault.Required(schema.Path, $"because it is defined in {validation.Path}")];
        return
        [
            .. Parts(validation, schema),
            .. Covered(validation["items"], schema["items"]),
            .. validation["properties"].Entries.SelectMany(property => Covered(property.Value, schema["properties"].Key(property.Key))),
        ];
    }
}
