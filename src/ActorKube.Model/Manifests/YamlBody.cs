using System.Diagnostics.CodeAnalysis;
using ActorKube.Model.Json;

namespace ActorKube.Model.Manifests;

/// <summary>One YAML document as JSON: what a request with a YAML body means.</summary>
public static class YamlBody
{
    /// <summary>Reads a text with exactly one document.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="json">The document as compact UTF-8 JSON.</param>
    /// <param name="fault">Why there is none, with the line.</param>
    public static bool TryRead(string text, out ReadOnlyMemory<byte> json, [NotNullWhen(false)] out string? fault)
    {
        (json, fault) = (default, null);
        try
        {
            var documents = YamlTree.Read(text).ToList();
            if (documents is not [{ Root: System.Text.Json.Nodes.JsonObject root }])
            {
                fault = documents.Count > 1 ? "expected one YAML document, got several" : "expected a YAML object";
                return false;
            }
            json = CanonicalJson.Write(root);
            return true;
        }
        catch (ManifestSyntaxException syntax)
        {
            fault = $"error converting YAML to JSON: yaml: line {syntax.Line}: {syntax.Message}";
            return false;
        }
    }
}
