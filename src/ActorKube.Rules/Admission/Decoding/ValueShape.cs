using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Model.Quantities;
using k8s.Models;

namespace ActorKube.Rules.Admission.Decoding;

/// <summary>The type of one value.</summary>
internal abstract class ValueShape
{
    internal static ValueShape Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(ResourceQuantity))
            return new QuantityShape();
        if (type == typeof(IntOrString))
            return new PlainShape("an integer or a string", node => node.GetValueKind() == JsonValueKind.String || node.AsWholeNumber() is >= int.MinValue and <= int.MaxValue);
        if (type == typeof(string))
            return new PlainShape("a string", node => node.GetValueKind() == JsonValueKind.String);
        if (type == typeof(bool))
            return new PlainShape("a boolean", node => node.GetValueKind() is JsonValueKind.True or JsonValueKind.False);
        if (type == typeof(int))
            return new PlainShape("a 32-bit integer", node => node.AsWholeNumber() is >= int.MinValue and <= int.MaxValue);
        if (type == typeof(long))
            return new PlainShape("an integer", node => node.AsWholeNumber() is not null);
        if (type == typeof(double))
            return new PlainShape("a number", node => node.GetValueKind() == JsonValueKind.Number);
        if (TimeShape.Of("", type) is { } time)
            return time;
        if (type == typeof(byte[]))
            return new PlainShape("base64", node => node.AsText() is { } text && Convert.TryFromBase64String(text, new byte[text.Length], out _));
        if (Generic(type, typeof(IDictionary<,>)) is { } map)
            return new MapShape(Of(map[1]));
        if (Generic(type, typeof(IList<>)) is { } list)
            return new ListShape(Of(list[0]));
        return type.Namespace == typeof(V1Pod).Namespace ? new ModelValueShape(type) : new AnyShape();
    }

    /// <summary>Notes what is wrong; returns the canonical form if the value is to be replaced by it.</summary>
    internal abstract JsonNode? Check(JsonNode value, string path, ShapeFindings findings);

    private static Type[]? Generic(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GetGenericArguments() : null;

    private static string Describe(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Number => $"the number {value.ToJsonString()}",
        _ => $"the string {value.ToJsonString()}",
    };

    private protected static void Mismatch(JsonNode value, string wanted, string path, ShapeFindings findings) =>
        findings.AddFault(path, $"expected {wanted}, got {Describe(value)}");

    private sealed class AnyShape : ValueShape
    {
        internal override JsonNode? Check(JsonNode value, string path, ShapeFindings findings) => null;
    }

    private sealed class PlainShape(string wanted, Func<JsonNode, bool> fits) : ValueShape
    {
        internal override JsonNode? Check(JsonNode value, string path, ShapeFindings findings)
        {
            if (!fits(value))
                Mismatch(value, wanted, path, findings);
            return null;
        }
    }

    private sealed class QuantityShape : ValueShape
    {
        internal override JsonNode? Check(JsonNode value, string path, ShapeFindings findings)
        {
            if (value.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Number))
            {
                Mismatch(value, "a quantity", path, findings);
                return null;
            }
            var text = value.AsText() ?? value.ToJsonString();
            if (!Quantity.TryParse(text, out var quantity))
            {
                findings.AddFault(path, $"quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$': \"{text}\"");
                return null;
            }
            var canonical = quantity.ToString();
            return canonical == value.AsText() ? null : JsonValue.Create(canonical);
        }
    }

    private sealed class ModelValueShape(Type model) : ValueShape
    {
        // By the name and not the shape, since models contain themselves.
        internal override JsonNode? Check(JsonNode value, string path, ShapeFindings findings)
        {
            if (value is JsonObject fields)
                ModelShape.Of(model).Check(fields, path, findings);
            else
                Mismatch(value, "an object", path, findings);
            return null;
        }
    }

    private sealed class MapShape(ValueShape values) : ValueShape
    {
        internal override JsonNode? Check(JsonNode value, string path, ShapeFindings findings)
        {
            if (value is not JsonObject entries)
            {
                Mismatch(value, "an object", path, findings);
                return null;
            }
            foreach (var (key, entry) in entries.ToList())
                if (entry is not null && values.Check(entry, $"{path}.{key}", findings) is { } canonical)
                    entries[key] = canonical;
            return null;
        }
    }

    private sealed class ListShape(ValueShape values) : ValueShape
    {
        internal override JsonNode? Check(JsonNode value, string path, ShapeFindings findings)
        {
            if (value is not JsonArray items)
            {
                Mismatch(value, "an array", path, findings);
                return null;
            }
            for (var index = 0; index < items.Count; index++)
            {
                var at = $"{path}[{index}]";
                if (items[index] is not { } item)
                    findings.AddFault(at, "null is not an item");
                else if (values.Check(item, at, findings) is { } canonical)
                    items[index] = canonical;
            }
            return null;
        }
    }
}
