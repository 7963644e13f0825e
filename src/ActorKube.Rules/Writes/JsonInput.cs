using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>A JSON document that a client sent. Of fields that stand there twice the last one counts.</summary>
/// <param name="Node">The document; null is a JSON null, too.</param>
/// <param name="Duplicates">A message for each field that stands there twice, in upstream's words.</param>
/// <param name="Fault">Why it is no JSON; empty if it is.</param>
internal sealed record JsonInput(JsonNode? Node, ImmutableArray<string> Duplicates, string Fault)
{
    private static readonly JsonReaderOptions Bounded = new() { MaxDepth = 128 };
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 128, AllowDuplicateProperties = false };

    internal static JsonInput Read(ReadOnlySpan<byte> json)
    {
        try
        {
            JsonTrees.RefuseBrokenTexts(json);
        }
        catch (JsonException fault)
        {
            return new(null, [], fault.Message);
        }
        try
        {
            return new(JsonNode.Parse(json, documentOptions: Strict), [], "");
        }
        catch (JsonException fault)
        {
            return ReadLeniently(json) ?? new(null, [], fault.Message);
        }
    }

    // Duplicates are rare, and the reader of trees refuses them: so a tree is built by hand only then.
    private static JsonInput? ReadLeniently(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Bounded);
            var duplicates = ImmutableArray.CreateBuilder<string>();
            reader.Read();
            var node = Build(ref reader, "", duplicates);
            return reader.Read() ? null : new(node, duplicates.ToImmutable(), "");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Build(ref Utf8JsonReader reader, string path, ImmutableArray<string>.Builder duplicates)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            var items = new JsonArray();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                items.Add(Build(ref reader, $"{path}[{items.Count}]", duplicates));
            return items;
        }
        if (reader.TokenType != JsonTokenType.StartObject)
            return JsonNode.Parse(ref reader);
        var fields = new JsonObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var at = path.Length == 0 ? name : $"{path}.{name}";
            reader.Read();
            var value = Build(ref reader, at, duplicates);
            if (!fields.TryAdd(name, value))
            {
                duplicates.Add($"duplicate field \"{at}\"");
                fields[name] = value;
            }
        }
        return fields;
    }
}
