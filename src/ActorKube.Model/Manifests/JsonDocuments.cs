using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;

namespace ActorKube.Model.Manifests;

/// <summary>Reads JSON objects that stand one after another, as kubectl does.</summary>
internal static class JsonDocuments
{
    /// <summary>
    /// The objects and the line of each, from 1. False if the text is not all JSON objects: it may still be YAML, whose flow style looks much
    /// the same and whose reader says what is wrong, and where.
    /// </summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out List<(JsonObject Root, int Line)>? documents)
    {
        documents = null;
        if (!text.AsSpan().TrimStart().StartsWith("{"))
            return false;
        try
        {
            documents = Read(Encoding.UTF8.GetBytes(text));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static List<(JsonObject, int)> Read(ReadOnlySpan<byte> json)
    {
        var found = new List<(JsonObject, int)>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 128 });
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            found.Add((CanonicalJson.Parse(json[start..(int)reader.BytesConsumed]), json[..start].Count((byte)'\n') + 1));
        }
        return found;
    }
}
