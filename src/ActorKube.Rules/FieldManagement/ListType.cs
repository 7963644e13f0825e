using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ActorKube.Rules.FieldManagement;

/// <summary>How the items of a merged list are told apart.</summary>
/// <param name="Keys">The fields that do it together, each with what it is if it isn't there; none for a set of plain values.</param>
internal sealed record ListType(ImmutableArray<(string Name, JsonNode? Default)> Keys)
{
    /// <summary>A set of plain values.</summary>
    internal static readonly ListType Set = new([]);

    internal static ListType By(params ReadOnlySpan<string> keys)
    {
        var named = ImmutableArray.CreateBuilder<(string, JsonNode?)>();
        foreach (var key in keys)
            named.Add((key, key == "protocol" ? JsonValue.Create("TCP") : null));
        return new(named.ToImmutable());
    }
}
