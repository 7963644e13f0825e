using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;

namespace ActorKube.Model.Json;

/// <summary>
/// JSON as this cluster keeps it: compact UTF-8, nulls left out, read and written with the converters of KubernetesClient.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions Captured = Capture();

    private static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonDocumentOptions Documents = new() { MaxDepth = 128, AllowDuplicateProperties = false };

    /// <summary>The options of KubernetesClient, for code that must serialise its models itself.</summary>
    public static JsonSerializerOptions Options => Captured;

    /// <summary>Reads an object of <c>k8s.Models</c>.</summary>
    /// <exception cref="JsonException">Not JSON, or a field has the wrong type; the message names the path.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) where T : class =>
        JsonSerializer.Deserialize<T>(json, Captured) ?? throw new JsonException("expected a JSON object, got null");

    /// <summary>Reads an object of <c>k8s.Models</c> from a tree or a part of one.</summary>
    /// <exception cref="JsonException">A field has the wrong type; the message names the path.</exception>
    public static T Read<T>(JsonNode node) where T : class =>
        node.Deserialize<T>(Captured) ?? throw new JsonException("expected a JSON object, got null");

    /// <summary>A fresh tree of a JSON object.</summary>
    /// <exception cref="JsonException">Not JSON, not an object, or a field stands there twice.</exception>
    public static JsonObject Parse(ReadOnlySpan<byte> json) =>
        JsonNode.Parse(json, documentOptions: Documents) as JsonObject ?? throw new JsonException("expected a JSON object");

    /// <summary>A fresh tree of a model or a part of one.</summary>
    public static JsonObject ToTree(object model) =>
        JsonSerializer.SerializeToNode(model, model.GetType(), Captured) as JsonObject
        ?? throw new JsonException($"{model.GetType().Name} is not a JSON object");

    /// <summary>The compact UTF-8 bytes of a tree.</summary>
    public static byte[] Write(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Writer))
            node.WriteTo(writer);
        return buffer.ToArray();
    }

    private static JsonSerializerOptions Capture()
    {
        JsonSerializerOptions? captured = null;
        KubernetesJson.AddJsonOptions(options => captured = options);
        return captured ?? throw new InvalidOperationException("KubernetesClient gave no JSON options");
    }
}
