namespace ActorKube.Rules.Admission.Extensions.Schemas;

/// <summary>Fields of JSON Schema that no schema of Kubernetes has. Upstream names the first, and only if nothing else is wrong.</summary>
internal static class UnsupportedFields
{
    private static readonly string[] Names = ["id", "$schema", "$ref", "patternProperties", "dependencies", "additionalItems", "definitions"];

    internal static string? First(Field schema)
    {
        if (Names.FirstOrDefault(name => Stands(schema[name], name)) is { } found)
            return $"OpenAPIV3Schema '{(found == "$schema" ? "schema" : found)}' is not supported";
        if (schema["items"].Node is System.Text.Json.Nodes.JsonArray { Count: > 0 })
            return "OpenAPIV3Schema 'items' must be a schema, but is an array";
        if (schema["x-kubernetes-preserve-unknown-fields"] is { IsSet: true, Flag: false })
            return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
        return SchemaWalk.Below(schema).Select(First).FirstOrDefault(fault => fault is not null);
    }

    // An empty map is none; whether additional items are allowed is asked even by false.
    private static bool Stands(Field field, string name) => name == "additionalItems" ? field.IsSet : field.Count > 0 || !field.IsEmptyText;
}
