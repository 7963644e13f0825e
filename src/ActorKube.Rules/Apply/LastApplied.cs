using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Apply;

/// <summary>The annotation in which an apply remembers its manifest, byte for byte as kubectl writes it, so that both can take turns.</summary>
internal static class LastApplied
{
    internal const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Puts the annotation on <paramref name="modified"/>, made from the manifest as it was sent.</summary>
    internal static void Put(JsonObject modified, JsonObject manifest, ResourceKey key)
    {
        manifest["apiVersion"] = key.Kind.ApiVersion;
        manifest["kind"] = key.Kind.Kind;
        var metadata = manifest.Part("metadata");
        if (key.Kind.Namespaced)
            metadata["namespace"] = key.Namespace;
        metadata.Part("annotations").Remove(Annotation);
        modified.Part("metadata").Part("annotations")[Annotation] = Text(manifest);
    }

    /// <summary>kubectl's warning for an object that was not made by apply.</summary>
    internal static string Missing(ResourceKey key) =>
        $"resource {key.Kind.Plural}/{key.Name} is missing the {Annotation} annotation which is required by kubectl apply. kubectl apply should only be used on "
        + "resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.";

    // Go's encoder: fields in order of name, a new line at the end, and three characters escaped that can only stand in strings.
    private static string Text(JsonObject manifest) =>
        Encoding.UTF8.GetString(CanonicalJson.Write(Sorted(manifest)!))
            .Replace("<", "\\u003c", StringComparison.Ordinal)
            .Replace(">", "\\u003e", StringComparison.Ordinal)
            .Replace("&", "\\u0026", StringComparison.Ordinal) + "\n";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
