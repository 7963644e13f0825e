using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Patches;

/// <summary>Values as Go prints them: upstream's messages about patches show them so, and people search for them.</summary>
internal static class GoText
{
    /// <summary>As Go prints a decoded document with <c>%v</c>: <c>map[spec:map[replicas:3]]</c>.</summary>
    internal static string Of(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    /// <summary>As Go quotes a text with <c>%q</c>.</summary>
    internal static string Quote(string text) => QuotedText.Of(text);

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("<nil>");
                break;
            case JsonObject fields:
                // Go prints the keys of a map in order.
                Write(text.Append("map["), fields.OrderBy(field => field.Key, StringComparer.Ordinal), field => Write(text.Append(field.Key).Append(':'), field.Value));
                break;
            case JsonArray items:
                Write(text.Append('['), items, item => Write(text, item));
                break;
            default:
                text.Append(node.GetValueKind() == JsonValueKind.String ? node.AsText() : node.ToJsonString());
                break;
        }
    }

    private static void Write<T>(StringBuilder text, IEnumerable<T> parts, Action<T> write)
    {
        var first = true;
        foreach (var part in parts)
        {
            if (!first)
                text.Append(' ');
            first = false;
            write(part);
        }
        text.Append(']');
    }
}
