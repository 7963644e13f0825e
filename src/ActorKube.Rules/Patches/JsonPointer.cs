using System.Globalization;
using System.Text.Json.Nodes;

namespace ActorKube.Rules.Patches;

/// <summary>A place in a JSON document: the steps from the root.</summary>
/// <remarks>Source: RFC 6901.</remarks>
internal sealed class JsonPointer
{
    private readonly string[] _steps;

    private JsonPointer(string[] steps) => _steps = steps;

    internal bool IsRoot => _steps.Length == 0;

    /// <summary>The last step; empty for the root.</summary>
    internal string Last => IsRoot ? "" : _steps[^1];

    /// <summary>Null if the text is no pointer: one that isn't empty begins with a slash, and <c>~</c> stands only in <c>~0</c> and <c>~1</c>.</summary>
    internal static JsonPointer? Parse(string text)
    {
        if (text.Length == 0)
            return new([]);
        if (text[0] != '/')
            return null;
        var steps = text[1..].Split('/');
        for (var index = 0; index < steps.Length; index++)
        {
            if (Unescape(steps[index]) is not { } step)
                return null;
            steps[index] = step;
        }
        return new(steps);
    }

    /// <summary>What stands there.</summary>
    internal bool TryFind(JsonNode? document, out JsonNode? found)
    {
        found = document;
        foreach (var step in _steps)
            if (!TryStep(found, step, out found))
                return false;
        return true;
    }

    /// <summary>The object or list that holds the place, which itself may be missing; null if there is none.</summary>
    internal JsonNode? FindParent(JsonNode? document)
    {
        foreach (var step in _steps[..^1])
            if (!TryStep(document, step, out document))
                return null;
        return document is JsonObject or JsonArray ? document : null;
    }

    /// <summary>True if that place lies within this one.</summary>
    internal bool Holds(JsonPointer other) => other._steps.Length > _steps.Length && other._steps.AsSpan(0, _steps.Length).SequenceEqual(_steps);

    /// <summary>The index that a step names in a list of so many items, from 0 to below <paramref name="count"/>; null if it names none.</summary>
    internal static int? Index(string step, int count)
    {
        var plain = step == "0" || (step.Length > 0 && step[0] != '0' && step.All(char.IsAsciiDigit));
        return plain && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < count ? index : null;
    }

    private static bool TryStep(JsonNode? node, string step, out JsonNode? found)
    {
        found = null;
        if (node is JsonObject fields)
            return fields.TryGetPropertyValue(step, out found);
        if (node is not JsonArray items || Index(step, items.Count) is not { } index)
            return false;
        found = items[index];
        return true;
    }

    private static string? Unescape(string step)
    {
        for (var at = step.IndexOf('~', StringComparison.Ordinal); at >= 0; at = step.IndexOf('~', at + 1))
            if (at + 1 == step.Length || step[at + 1] is not ('0' or '1'))
                return null;
        return step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }
}
