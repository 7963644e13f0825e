using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Admission;

/// <summary>Words for reading and changing JSON trees. What is missing, or of another type, reads as empty.</summary>
internal static class JsonTrees
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 128, AllowDuplicateProperties = false };

    /// <summary>A tree of what a client sent: a field that stands there twice, or a text that is no Unicode, is an error.</summary>
    /// <exception cref="JsonException">Not a JSON object, a duplicate field, or a broken text.</exception>
    internal static JsonObject ParseStrictly(ReadOnlySpan<byte> json)
    {
        RefuseBrokenTexts(json);
        return JsonNode.Parse(json, documentOptions: Strict) as JsonObject ?? throw new JsonException("expected a JSON object");
    }

    /// <summary>Refuses texts that are no Unicode: a tree reads its texts late, and would then throw at whoever asks first.</summary>
    /// <exception cref="JsonException">Not JSON, or a broken text.</exception>
    internal static void RefuseBrokenTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || (!reader.ValueIsEscaped && Ascii.IsValid(reader.ValueSpan)))
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw new JsonException($"the text at byte {reader.TokenStartIndex} is not valid Unicode");
            }
        }
    }

    internal static JsonObject? Object(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    internal static JsonArray? Array(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonArray;

    internal static string Text(this JsonNode? node, string name) => (node as JsonObject)?[name].AsText() ?? "";

    internal static long? Number(this JsonNode? node, string name) => (node as JsonObject)?[name].AsWholeNumber();

    internal static string? AsText(this JsonNode? node) => node is JsonValue && node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    internal static long? AsWholeNumber(this JsonNode? node) =>
        node is JsonValue && node.GetValueKind() == JsonValueKind.Number
        && long.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The object of that name; made if it is missing.</summary>
    internal static JsonObject Part(this JsonObject tree, string name)
    {
        if (tree[name] is not JsonObject part)
            tree[name] = part = [];
        return part;
    }

    /// <summary>Sets the field unless it is there; an empty text counts as missing, as in upstream's defaults.</summary>
    internal static void Default(this JsonObject tree, string name, JsonNode value)
    {
        if (tree[name] is null || tree[name].AsText() is "")
            tree[name] = value;
    }

    /// <summary>Takes away fields that say nothing: an empty text, zero, or an empty list or map. Upstream never shows these of the fields that callers name.</summary>
    internal static void DropEmpty(this JsonObject tree, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var empty = tree[name] switch
            {
                JsonArray items => items.Count == 0,
                JsonObject fields => fields.Count == 0,
                { } value => value.AsText() is "" || value.AsWholeNumber() is 0,
                null => false,
            };
            if (empty)
                tree.Remove(name);
        }
    }

    /// <summary>Sets the field to a copy of that one, or removes it if there is none.</summary>
    internal static void CopyFrom(this JsonObject tree, JsonObject? source, string name)
    {
        if (source?[name] is { } value)
            tree[name] = value.DeepClone();
        else
            tree.Remove(name);
    }

    internal static IEnumerable<JsonObject> Objects(this JsonArray? items) => items?.OfType<JsonObject>() ?? [];

    internal static IEnumerable<string> Texts(this JsonArray? items) => items?.Select(item => item.AsText()).OfType<string>() ?? [];

    internal static LabelSet Labels(this JsonNode? node, string name) => node.Object(name) is { } map
        ? LabelSet.From(map.Select(entry => new KeyValuePair<string, string>(entry.Key, entry.Value.AsText() ?? "")))
        : LabelSet.Empty;

    /// <summary>Takes away every field that is null; a canonical object has none.</summary>
    internal static void DropNulls(this JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                item.DropNulls();
            return;
        }
        if (node is not JsonObject fields)
            return;
        List<string>? nulls = null;
        foreach (var (name, value) in fields)
        {
            if (value is null)
                (nulls ??= []).Add(name);
            else
                value.DropNulls();
        }
        foreach (var name in nulls ?? [])
            fields.Remove(name);
    }

    /// <summary>A time as API objects have it: UTC, whole seconds.</summary>
    internal static string ToText(this DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>True if both mean the same: the order of fields and the spelling of numbers don't count.</summary>
    internal static bool SameAs(this JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);
}
