using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Updates;

/// <summary>
/// What two objects have not in common, in the form of upstream's diffs of Go structs: a line with a minus as it was, one with a plus as it is wanted,
/// and how many fields are the same. Only fields that are set count.
/// </summary>
internal static class SpecDiff
{
    /// <summary>The differences; lines end in <c>\n</c>.</summary>
    /// <param name="type">The name of the Go type.</param>
    /// <param name="before">As it was.</param>
    /// <param name="now">As it is wanted.</param>
    internal static string Of(string type, JsonObject before, JsonObject now)
    {
        var text = new StringBuilder().Append("  ").Append(type).Append("{\n");
        Fields(text, before, now, 1);
        return text.Append("  }\n").ToString();
    }

    private static void Fields(StringBuilder text, JsonObject before, JsonObject now, int depth)
    {
        var same = 0;
        foreach (var name in before.Select(field => field.Key).Union(now.Select(field => field.Key)).Order(StringComparer.Ordinal))
        {
            var (old, wanted) = (before[name], now[name]);
            if (old.SameAs(wanted))
                same++;
            else
                Difference(text, $"{GoName(name)}: ", old, wanted, depth);
        }
        Same(text, same, "identical fields", depth);
    }

    private static void Items(StringBuilder text, JsonArray before, JsonArray now, int depth)
    {
        var same = 0;
        for (var index = 0; index < Math.Max(before.Count, now.Count); index++)
        {
            var (old, wanted) = (index < before.Count ? before[index] : null, index < now.Count ? now[index] : null);
            if (old.SameAs(wanted))
                same++;
            else
                Difference(text, "", old, wanted, depth);
        }
        Same(text, same, "identical elements", depth);
    }

    private static void Difference(StringBuilder text, string label, JsonNode? old, JsonNode? wanted, int depth)
    {
        if (old is JsonObject before && wanted is JsonObject now)
        {
            Line(text, ' ', depth, $"{label}{{");
            Fields(text, before, now, depth + 1);
            Line(text, ' ', depth, "},");
            return;
        }
        if (old is JsonArray earlier && wanted is JsonArray later)
        {
            Line(text, ' ', depth, $"{label}{{");
            Items(text, earlier, later, depth + 1);
            Line(text, ' ', depth, "},");
            return;
        }
        // An item that isn't there has no line; a field that isn't there has Go's word for nothing.
        if (old is not null || label.Length > 0)
            Line(text, '-', depth, $"{label}{Value(old, wanted)},");
        if (wanted is not null || label.Length > 0)
            Line(text, '+', depth, $"{label}{Value(wanted, old)},");
    }

    private static void Same(StringBuilder text, int count, string what, int depth)
    {
        if (count > 0)
            Line(text, ' ', depth, $"... // {count} {what}");
    }

    private static void Line(StringBuilder text, char sign, int depth, string content) => text.Append(sign).Append(' ').Append('\t', depth).Append(content).Append('\n');

    private static string Value(JsonNode? value, JsonNode? other) => value switch
    {
        null => other.AsText() is null ? "nil" : "\"\"",
        JsonObject fields => $"{{{string.Join(", ", fields.Select(field => $"{GoName(field.Key)}: {Value(field.Value, null)}"))}}}",
        JsonArray items => $"{{{string.Join(", ", items.Select(item => Value(item, null)))}}}",
        _ => value.GetValueKind() == JsonValueKind.String ? QuotedText.Of(value.AsText()!) : value.ToJsonString(),
    };

    private static string GoName(string name) => name.Length == 0 ? name
        : name.StartsWith("dns", StringComparison.Ordinal) ? "DNS" + name[3..]
        : char.ToUpperInvariant(name[0]) + name[1..];
}
