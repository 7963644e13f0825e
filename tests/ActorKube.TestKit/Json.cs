using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;

namespace ActorKube.TestKit;

/// <summary>JSON in the forms that tests compare and send.</summary>
public static class Json
{
    /// <summary>The bytes of a JSON text, as they stand.</summary>
    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The compact bytes of a tree.</summary>
    public static ReadOnlyMemory<byte> Bytes(JsonNode tree) => CanonicalJson.Write(tree);

    /// <summary>A tree of a JSON text.</summary>
    public static JsonObject Tree(string text) => CanonicalJson.Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>The text of bytes.</summary>
    public static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);

    /// <summary>The whole object as text.</summary>
    public static string Text(ApiObject value) => Text(value.Json);

    /// <summary>The node at a path such as <c>spec.containers.0.image</c>; null if there is none.</summary>
    public static JsonNode? At(this JsonNode? tree, string path)
    {
        foreach (var step in path.Split('.'))
        {
            tree = tree switch
            {
                JsonObject fields => fields[step],
                JsonArray items when int.TryParse(step, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }
        return tree;
    }
}
