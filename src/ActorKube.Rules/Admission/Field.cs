using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission;

/// <summary>A place in an object: its path as upstream writes it, and what stands there. Places that don't exist can be asked too.</summary>
internal readonly record struct Field(string Path, JsonNode? Node)
{
    /// <summary>The object itself.</summary>
    internal static Field Root(JsonObject tree) => new("", tree);

    /// <summary>The field of that name in this object.</summary>
    internal Field this[string name] => new(Path.Length == 0 ? name : $"{Path}.{name}", (Node as JsonObject)?[name]);

    /// <summary>The entry of that key in this map.</summary>
    internal Field Key(string key) => new($"{Path}[{key}]", (Node as JsonObject)?[key]);

    internal bool IsSet => Node is not null;

    /// <summary>The text; empty if there is none.</summary>
    internal string Text => Node.AsText() ?? "";

    internal bool IsEmptyText => Text.Length == 0;

    internal long? Number => Node.AsWholeNumber();

    internal bool Flag => Node is JsonValue && Node.GetValueKind() == JsonValueKind.True;

    internal int Count => (Node as JsonArray)?.Count ?? (Node as JsonObject)?.Count ?? 0;

    /// <summary>The items of a list, each with its index in the path.</summary>
    internal IEnumerable<Field> Items
    {
        get
        {
            if (Node is not JsonArray items)
                yield break;
            for (var index = 0; index < items.Count; index++)
                yield return new($"{Path}[{index}]", items[index]);
        }
    }

    /// <summary>The entries of a map; the path of a value is the map's path and the key in brackets.</summary>
    internal IEnumerable<KeyValuePair<string, Field>> Entries
    {
        get
        {
            if (Node is not JsonObject entries)
                yield break;
            foreach (var (key, value) in entries)
                yield return new(key, new($"{Path}[{key}]", value));
        }
    }

    /// <summary>The items by one field of theirs, the path of which names that field: for names that must differ.</summary>
    internal IEnumerable<Field> Each(string name) => Items.Select(item => item[name]);
}
