using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Volumes;

/// <summary>
/// What a ConfigMap or a Secret holds, read once an object however many pods name it: their files share these bytes. Immutable.
/// </summary>
public sealed class ConfigurationData
{
    // Lives as long as the object that it was read from.
    private static readonly ConditionalWeakTable<ApiObject, ConfigurationData> Read = [];

    private readonly SortedDictionary<string, (byte[] Bytes, bool IsText)> _entries = new(StringComparer.Ordinal);

    private ConfigurationData(ApiObject source)
    {
        var tree = source.ToTree();
        var isSecret = source.Key.Kind == KindCatalogue.Secret;
        foreach (var (key, text) in Texts(tree["data"]))
            if (!isSecret)
                _entries[key] = (Encoding.UTF8.GetBytes(text), true);
            else if (Decoded(text) is { } secret)
                _entries[key] = (secret, true);
        foreach (var (key, text) in Texts(tree["binaryData"]))
            if (Decoded(text) is { } bytes)
                _entries[key] = (bytes, false);
        IsImmutable = tree["immutable"] is JsonValue flag && flag.TryGetValue(out bool immutable) && immutable;
        Type = tree["type"] is JsonValue type && type.TryGetValue(out string? name) ? name : "";
    }

    /// <summary>True if it can't be changed any more.</summary>
    public bool IsImmutable { get; }

    /// <summary>The type of a Secret, such as <c>kubernetes.io/dockerconfigjson</c>; empty for a ConfigMap.</summary>
    public string Type { get; }

    /// <summary>The keys and bytes, in order of the keys; binary ones among them.</summary>
    public IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> Entries => _entries.Select(entry => KeyValuePair.Create(entry.Key, (ReadOnlyMemory<byte>)entry.Value.Bytes));

    /// <summary>The keys and values that may be variables, in order of the keys: a ConfigMap's <c>binaryData</c> may not.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables => _entries.Where(entry => entry.Value.IsText)
        .Select(entry => KeyValuePair.Create(entry.Key, Encoding.UTF8.GetString(entry.Value.Bytes)));

    /// <summary>What an object holds.</summary>
    /// <param name="source">A ConfigMap or a Secret.</param>
    public static ConfigurationData Of(ApiObject source) => Read.GetValue(source, static source => new(source));

    /// <summary>True for ConfigMaps and Secrets.</summary>
    internal static bool IsData(ResourceKind kind) => kind == KindCatalogue.ConfigMap || kind == KindCatalogue.Secret;

    /// <summary>The bytes of a key; null if there are none.</summary>
    public ReadOnlyMemory<byte>? Bytes(string key) => _entries.TryGetValue(key, out var entry) ? new(entry.Bytes) : null;

    /// <summary>The value of a key as a variable's; null if it has none.</summary>
    public string? Variable(string key) => _entries.TryGetValue(key, out var entry) && entry.IsText ? Encoding.UTF8.GetString(entry.Bytes) : null;

    private static IEnumerable<(string Key, string Text)> Texts(JsonNode? map)
    {
        foreach (var (key, value) in map as JsonObject ?? [])
            if (value is JsonValue scalar && scalar.TryGetValue(out string? text))
                yield return (key, text);
    }

    private static byte[]? Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
