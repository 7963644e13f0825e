using System.Globalization;
using System.Text.Json.Nodes;

namespace ActorKube.Model.Refusals;

/// <summary>One thing that is wrong with one field of an object.</summary>
/// <param name="Field">Path as upstream writes it: <c>spec.containers[0].image</c>.</param>
/// <param name="Kind">What sort of fault it is.</param>
/// <param name="Message">The whole message without the path: <c>Required value: must be set</c>.</param>
public sealed record FieldFault(string Field, FieldFaultKind Kind, string Message)
{
    /// <summary>A field that must be there is missing.</summary>
    public static FieldFault Required(string field, string detail = "") =>
        new(field, FieldFaultKind.Required, detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    /// <summary>A value that breaks a rule.</summary>
    public static FieldFault Invalid(string field, object? value, string detail) =>
        new(field, FieldFaultKind.Invalid, $"Invalid value: {Show(value)}: {detail}");

    /// <summary>A value that is none of those that exist.</summary>
    public static FieldFault NotSupported(string field, string value, params IEnumerable<string> supported) =>
        new(field, FieldFaultKind.NotSupported, $"Unsupported value: {QuotedText.Of(value)}: supported values: {string.Join(", ", supported.Select(QuotedText.Of))}");

    /// <summary>A value that stands there twice.</summary>
    public static FieldFault Duplicate(string field, object value) => new(field, FieldFaultKind.Duplicate, $"Duplicate value: {Show(value)}");

    /// <summary>A field that may not be set, or not in this way.</summary>
    public static FieldFault Forbidden(string field, string detail) => new(field, FieldFaultKind.Forbidden, $"Forbidden: {detail}");

    /// <summary>A reference to something that isn't there.</summary>
    public static FieldFault NotFound(string field, object value) => new(field, FieldFaultKind.NotFound, $"Not found: {Show(value)}");

    /// <summary>A field of the wrong JSON type.</summary>
    public static FieldFault TypeInvalid(string field, string detail) => new(field, FieldFaultKind.TypeInvalid, detail);

    /// <summary>A text, or a map of texts, of more bytes than may be.</summary>
    public static FieldFault TooLong(string field, int mostBytes) =>
        new(field, FieldFaultKind.TooLong, string.Create(CultureInfo.InvariantCulture, $"Too long: may not be more than {mostBytes} bytes"));

    /// <summary>A list of more items than may be.</summary>
    public static FieldFault TooMany(string field, int count, int most) =>
        new(field, FieldFaultKind.TooMany, string.Create(CultureInfo.InvariantCulture, $"Too many: {count}: must have at most {most} items"));

    /// <summary><c>path: message</c>.</summary>
    public override string ToString() => $"{Field}: {Message}";

    private static string Show(object? value) => value switch
    {
        string text => QuotedText.Of(text),
        bool flag => flag ? "true" : "false",
        null => "null",
        JsonNode node => node.ToJsonString(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null",
    };
}
