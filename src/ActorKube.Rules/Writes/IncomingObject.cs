using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Patches;

namespace ActorKube.Rules.Writes;

/// <summary>What a client sent, or what its patch came to: a tree whose types and identity were checked, or the refusal.</summary>
/// <remarks>Nulls are still there.</remarks>
internal sealed record IncomingObject(JsonObject Tree, ImmutableArray<string> Warnings, Refusal? Refusal)
{
    /// <summary>Largest object in bytes: what upstream's storage takes, 1.5 MiB.</summary>
    internal const int MaxBytes = 3 * 512 * 1024;

    internal static Refusal TooLarge => new(RefusalReason.RequestEntityTooLarge, $"Request entity too large: limit is {MaxBytes}");

    /// <summary>What can't be taken at all.</summary>
    internal static IncomingObject Refused(Refusal refusal) => new([], [], refusal);

    /// <summary>Reads a whole object.</summary>
    internal static IncomingObject Read(ResourceKey key, ReadOnlyMemory<byte> json, FieldValidation validation, Subresource subresource = Subresource.None)
    {
        if (json.Length > MaxBytes)
            return Refused(TooLarge);
        var input = JsonInput.Read(json.Span);
        if (input.Fault.Length > 0)
            return BadRequest($"the object provided is unrecognized: {input.Fault}");
        if (input.Node is not JsonObject tree)
            return BadRequest("the object provided is unrecognized: expected a JSON object");
        var form = ExchangeForm.Of(key.Kind, subresource);
        if (Misnamed(key, form, tree) is { } misnamed)
            return BadRequest(misnamed);
        var cannot = $"{form.Kind} in version \"{form.Version}\" cannot be handled as a {form.Kind}";
        var shape = form.Check(tree);
        if (shape.Fault is { } wrongType)
            return BadRequest($"{cannot}: {wrongType}");
        var (warnings, strict) = Judge([.. shape.Unknown, .. input.Duplicates], validation);
        return strict is null ? new(tree, warnings, null) : BadRequest($"{cannot}: {strict}");
    }

    /// <summary>Checks what a patch came to.</summary>
    /// <param name="key">The object.</param>
    /// <param name="form">The form that was patched.</param>
    /// <param name="patched">The patched document.</param>
    /// <param name="oddities">What is odd about the patch itself.</param>
    /// <param name="validation">What becomes of unknown and duplicate fields.</param>
    /// <param name="shown">What a refusal shows: upstream shows the document, or the patch if it is a strategic one.</param>
    internal static IncomingObject Check(
        ResourceKey key, ExchangeForm form, JsonNode? patched, ImmutableArray<string> oddities, FieldValidation validation, string? shown)
    {
        if (patched is not JsonObject tree)
            return Invalid(shown ?? patched?.ToJsonString() ?? "null", "expected a JSON object");
        if (Misnamed(key, form, tree) is { } misnamed)
            return BadRequest(misnamed);
        var shape = form.Check(tree);
        if (shape.Fault is { } wrongType)
            return Invalid(shown ?? Text(tree), wrongType);
        var (warnings, strict) = Judge([.. oddities, .. shape.Unknown], validation);
        return strict is null ? new(tree, warnings, null) : Invalid(shown ?? Text(tree), strict);
    }

    private static string Text(JsonObject tree) => System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(tree));

    private static (ImmutableArray<string> Warnings, string? Strict) Judge(ImmutableArray<string> oddities, FieldValidation validation) => validation switch
    {
        FieldValidation.Strict when !oddities.IsEmpty => ([], $"strict decoding error: {string.Join(", ", oddities)}"),
        FieldValidation.Warn => (oddities, null),
        _ => ([], null),
    };

    /// <summary>Why a tree is of another object than was meant; null if it isn't.</summary>
    internal static string? Misnamed(ResourceKey key, ExchangeForm form, JsonObject tree)
    {
        var (apiVersion, kind) = (tree.Text("apiVersion"), tree.Text("kind"));
        if (apiVersion.Length > 0 && apiVersion != form.ApiVersion)
            return $"the API version in the data ({apiVersion}) does not match the expected API version ({form.ApiVersion})";
        if (kind.Length > 0 && kind != form.Kind)
            return $"the kind in the data ({kind}) does not match the expected kind ({form.Kind})";
        var metadata = tree.Object("metadata");
        var (name, @namespace) = (metadata.Text("name"), metadata.Text("namespace"));
        if (name.Length > 0 && key.Name.Length > 0 && name != key.Name)
            return $"the name of the object ({name}) does not match the name on the URL ({key.Name})";
        return key.Kind.Namespaced && @namespace.Length > 0 && @namespace != key.Namespace
            ? "the namespace of the provided object does not match the namespace sent on the request"
            : null;
    }

    private static IncomingObject BadRequest(string message) => Refused(new(RefusalReason.BadRequest, message));

    // Upstream names neither kind nor object here.
    private static IncomingObject Invalid(string value, string detail)
    {
        var fault = new FieldFault("patch", FieldFaultKind.Invalid, $"Invalid value: {GoText.Quote(value)}: {detail}");
        return Refused(new(RefusalReason.Invalid, $" \"\" is invalid: {fault}") { Faults = [fault] });
    }
}
