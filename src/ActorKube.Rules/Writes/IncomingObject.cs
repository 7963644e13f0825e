using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Admission.Decoding;

namespace ActorKube.Rules.Writes;

/// <summary>What a client sent: a tree whose types and identity were checked, or the refusal.</summary>
/// <remarks>Nulls are still there: a patch needs them.</remarks>
internal sealed record IncomingObject(JsonObject Tree, ImmutableArray<string> Warnings, Refusal? Refusal)
{
    /// <summary>Largest object in bytes: what upstream's storage takes, 1.5 MiB.</summary>
    internal const int MaxBytes = 3 * 512 * 1024;

    internal static IncomingObject Read(ResourceKey key, ReadOnlyMemory<byte> json, FieldValidation validation)
    {
        if (json.Length > MaxBytes)
            return Refused(TooLarge);
        JsonObject tree;
        try
        {
            tree = JsonTrees.ParseStrictly(json.Span);
        }
        catch (JsonException fault)
        {
            return Refused($"the object provided is unrecognized: {fault.Message}");
        }
        if (Misnamed(key, tree) is { } misnamed)
            return Refused(misnamed);
        var shape = ModelShape.Of(key.Kind.ModelType).Check(tree);
        var cannot = $"{key.Kind.Kind} in version \"{key.Kind.Version}\" cannot be handled as a {key.Kind.Kind}";
        return shape.Fault is { } wrongType ? Refused($"{cannot}: {wrongType}") : validation switch
        {
            FieldValidation.Strict when !shape.Unknown.IsEmpty => Refused($"{cannot}: strict decoding error: {string.Join(", ", shape.Unknown)}"),
            FieldValidation.Warn => new(tree, shape.Unknown, null),
            _ => new(tree, [], null),
        };
    }

    internal static string TooLarge => $"Request entity too large: limit is {MaxBytes}";

    private static string? Misnamed(ResourceKey key, JsonObject tree)
    {
        var (apiVersion, kind) = (tree.Text("apiVersion"), tree.Text("kind"));
        if (apiVersion.Length > 0 && apiVersion != key.Kind.ApiVersion)
            return $"the API version in the data ({apiVersion}) does not match the expected API version ({key.Kind.ApiVersion})";
        if (kind.Length > 0 && kind != key.Kind.Kind)
            return $"the kind in the data ({kind}) does not match the expected kind ({key.Kind.Kind})";
        var metadata = tree.Object("metadata");
        var (name, @namespace) = (metadata.Text("name"), metadata.Text("namespace"));
        if (name.Length > 0 && key.Name.Length > 0 && name != key.Name)
            return $"the name of the object ({name}) does not match the name on the URL ({key.Name})";
        return key.Kind.Namespaced && @namespace.Length > 0 && @namespace != key.Namespace
            ? "the namespace of the provided object does not match the namespace sent on the request"
            : null;
    }

    private static IncomingObject Refused(string message) => new([], [], new Refusal(RefusalReason.BadRequest, message));
}
