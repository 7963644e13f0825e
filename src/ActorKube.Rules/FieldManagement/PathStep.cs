using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Rules.Patches;
using ActorKube.Rules.Writes;

namespace ActorKube.Rules.FieldManagement;

/// <summary>
/// One step of a path, as FieldsV1 writes it: <c>f:name</c> to a field, <c>k:{"name":"a"}</c> to an item with those keys, <c>v:"x"</c> to an item of a set,
/// <c>i:0</c> to the item of that index.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management.</remarks>
internal static class PathStep
{
    internal static string Field(string name) => "f:" + name;

    internal static string Value(JsonNode? value) => "v:" + Text(value);

    /// <summary>The step to an item with these keys, in the order of their names.</summary>
    internal static string Key(IEnumerable<KeyValuePair<string, JsonNode>> keys) => "k:" + Text(new JsonObject(keys
        .OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => KeyValuePair.Create<string, JsonNode?>(key.Key, key.Value.DeepClone()))));

    /// <summary>A step as somebody else may have spelt it, in our spelling; null if it is none.</summary>
    internal static string? Read(string step)
    {
        if (step.StartsWith("f:", StringComparison.Ordinal) || step.StartsWith("i:", StringComparison.Ordinal))
            return step;
        if (!step.StartsWith("k:", StringComparison.Ordinal) && !step.StartsWith("v:", StringComparison.Ordinal))
            return null;
        var input = JsonInput.Read(Encoding.UTF8.GetBytes(step[2..]));
        if (input.Fault.Length > 0)
            return null;
        if (step[0] == 'v')
            return Value(input.Node);
        return input.Node is JsonObject keys && keys.All(key => key.Value is not null) ? Key(keys.Select(key => KeyValuePair.Create(key.Key, key.Value!))) : null;
    }

    /// <summary>A path as upstream's messages show it: <c>.spec.containers[name="a"].image</c>.</summary>
    internal static string Show(IEnumerable<string> path) => string.Concat(path.Select(Show));

    private static string Show(string step)
    {
        var rest = step[2..];
        switch (step[0])
        {
            case 'f':
                return "." + rest;
            case 'k' when JsonNode.Parse(rest) is JsonObject keys:
                return $"[{string.Join(',', keys.Select(key => $"{key.Key}={ShowValue(key.Value)}"))}]";
            case 'v':
                return $"[={ShowValue(JsonNode.Parse(rest))}]";
            default:
                return $"[{rest}]";
        }
    }

    private static string ShowValue(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue<string>(out var plain) ? GoText.Quote(plain) : value?.ToJsonString() ?? "null";

    private static string Text(JsonNode? node) => node is null ? "null" : Encoding.UTF8.GetString(CanonicalJson.Write(node));
}
