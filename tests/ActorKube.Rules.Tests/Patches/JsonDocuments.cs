using System.Text.Json.Nodes;
using CsCheck;

namespace ActorKube.Rules.Tests.Patches;

/// <summary>Random JSON with few names and few values, so that two of them often meet.</summary>
internal static class JsonDocuments
{
    internal static readonly Gen<string> Names = Gen.Int[0, 2].Select(index => "abc"[index].ToString());

    internal static readonly Gen<JsonNode?> Leaves = Gen.Int[-1, 3].Select(number => number < 0 ? null : (JsonNode?)JsonValue.Create(number));

    /// <summary>Objects, lists and leaves, at most four deep; nulls among them.</summary>
    internal static readonly Gen<JsonNode?> Any = Gen.Recursive<JsonNode?>((depth, inner) =>
    {
        if (depth > 3)
            return Leaves;
        Gen<JsonNode?> maps = Gen.Select(Names, inner).Array[0, 3].Select(fields => (JsonNode?)Map(fields));
        Gen<JsonNode?> lists = inner.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]));
        return Gen.Frequency<JsonNode?>((2, Leaves), (4, maps), (2, lists));
    });

    internal static JsonObject Map(IEnumerable<(string Name, JsonNode? Value)> fields)
    {
        var map = new JsonObject();
        foreach (var (name, value) in fields)
            map[name] = value?.DeepClone();
        return map;
    }
}
