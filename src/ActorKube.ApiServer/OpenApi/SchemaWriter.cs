using System.Collections.Frozen;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using k8s.Models;

namespace ActorKube.ApiServer.OpenApi;

/// <summary>Describes classes of <c>k8s.Models</c> as JSON schemas.</summary>
/// <param name="names">What the schemas are called.</param>
/// <param name="documentation">Descriptions by member name.</param>
/// <param name="references">Where other schemas are found, such as <c>#/components/schemas/</c>.</param>
/// <param name="wrapsReferences">True for OpenAPI 3.0, where a reference with a description stands in <c>allOf</c>, and a value may be of several types.</param>
internal sealed class SchemaWriter(SchemaNames names, FrozenDictionary<string, string> documentation, string references, bool wrapsReferences)
{
    /// <summary>The schemas of these kinds and of every class that they reach, by name.</summary>
    internal JsonObject Describe(IEnumerable<ResourceKind> kinds)
    {
        var schemas = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var kind in kinds)
        {
            Describe(kind.ModelType, schemas);
            var schema = schemas[names.Of(kind.ModelType)!];
            if (schema["x-kubernetes-group-version-kind"] is not JsonArray served)
                schema["x-kubernetes-group-version-kind"] = served = [];
            served.Add(GroupVersionKind(kind));
        }
        return new JsonObject(schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value)));
    }

    internal static JsonObject GroupVersionKind(ResourceKind kind) => new() { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind };

    private void Describe(Type type, SortedDictionary<string, JsonObject> schemas)
    {
        if (SchemaNames.ElementOf(type) is { } element)
        {
            Describe(element, schemas);
            return;
        }
        if (names.Of(type) is not { } name || schemas.ContainsKey(name))
            return;
        if (Special(type) is { } special)
        {
            schemas[name] = special;
            return;
        }
        var (properties, required) = (new JsonObject(), new JsonArray());
        var schema = new JsonObject { ["type"] = "object" };
        AddDescription(schema, $"T:{type.FullName}");
        schemas[name] = schema;
        foreach (var (field, property) in SchemaNames.Fields(type))
        {
            Describe(property.PropertyType, schemas);
            var value = Value(property.PropertyType);
            AddDescription(value, $"P:{type.FullName}.{property.Name}");
            properties[field] = value;
            // Numbers and truth values that can't be left out are those without a null.
            if (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null)
                required.Add(field);
        }
        schema["properties"] = properties;
        if (required.Count > 0)
            schema["required"] = required;
    }

    private JsonObject Value(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (names.Of(type) is { } name)
            return Reference(name);
        if (SchemaNames.ElementOf(type) is { } element)
        {
            var isMap = type.GetGenericTypeDefinition() == typeof(IDictionary<,>);
            return isMap ? new() { ["type"] = "object", ["additionalProperties"] = Value(element) } : new() { ["type"] = "array", ["items"] = Value(element) };
        }
        if (type == typeof(byte[]))
            return Plain("string", "byte");
        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => Plain("string"),
            TypeCode.Boolean => Plain("boolean"),
            TypeCode.Int32 => Plain("integer", "int32"),
            TypeCode.Int64 => Plain("integer", "int64"),
            TypeCode.Double => Plain("number", "double"),
            TypeCode.DateTime => Plain("string", "date-time"),
            _ => Plain("object"),
        };
    }

    private JsonObject Reference(string name)
    {
        var reference = new JsonObject { ["$ref"] = references + name };
        return wrapsReferences ? new() { ["allOf"] = new JsonArray(reference) } : reference;
    }

    private JsonObject? Special(Type type)
    {
        if (type == typeof(ResourceQuantity))
            return Either("string", "number", "", "A resource amount: a number with an optional suffix, such as 500m, 2 or 64Mi.");
        return type == typeof(IntOrString) ? Either("integer", "string", "int-or-string", "A whole number, or a text such as a percentage or a port's name.") : null;
    }

    // The older form has no alternatives: everything can be said as a text.
    private JsonObject Either(string one, string other, string format, string description)
    {
        var schema = wrapsReferences ? new() { ["oneOf"] = new JsonArray(Plain(one), Plain(other)) } : Plain("string");
        if (format.Length > 0)
            schema["format"] = format;
        schema["description"] = description;
        return schema;
    }

    private static JsonObject Plain(string type, string format = "")
    {
        var schema = new JsonObject { ["type"] = type };
        if (format.Length > 0)
            schema["format"] = format;
        return schema;
    }

    private void AddDescription(JsonObject schema, string member)
    {
        if (documentation.TryGetValue(member, out var text) && text.Length > 0)
            schema["description"] = text;
    }
}
