using System.Text.Json.Nodes;

namespace ActorKube.Rules.Conversions;

/// <summary>Fields that have another name in another version.</summary>
internal static class FieldMoves
{
    /// <summary>Gives a field another name; one that is missing stays missing, and replaces nothing.</summary>
    internal static void Move(this JsonObject tree, string from, string to)
    {
        if (tree[from] is not { } value)
            return;
        tree.Remove(from);
        tree[to] = value;
    }

    /// <summary>Puts a copy of a field of another object here under a name; nothing if it isn't there.</summary>
    internal static void Take(this JsonObject tree, string name, JsonNode? value)
    {
        if (value is not null)
            tree[name] = value.DeepClone();
    }
}
