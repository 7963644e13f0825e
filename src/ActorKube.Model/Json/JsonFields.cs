using System.Globalization;
using System.Text.Json;

namespace ActorKube.Model.Json;

/// <summary>Lenient access to fields of a stored object, which admission has already checked: what is missing reads as empty.</summary>
internal static class JsonFields
{
    internal static readonly JsonDocumentOptions Documents = new() { MaxDepth = 128 };

    internal static JsonElement Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) ? field : default;

    internal static string Text(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.String } field ? field.GetString()! : "";

    internal static bool Flag(this JsonElement element, string name) => element.Field(name).ValueKind == JsonValueKind.True;

    internal static long? Number(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Number } field && field.TryGetInt64(out var number) ? number : null;

    internal static DateTimeOffset? Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;

    internal static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } field ? field.EnumerateArray() : [];

    internal static IEnumerable<KeyValuePair<string, string>> Entries(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Object } field
            ? field.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.String)
                .Select(entry => new KeyValuePair<string, string>(entry.Name, entry.Value.GetString()!))
            : [];
}
