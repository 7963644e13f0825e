using System.Globalization;
using System.Text.Json;
using ActorKube.Model.Json;

namespace ActorKube.Rules.Printing;

/// <summary>One step of a path: from one value to any number of others.</summary>
internal interface IJsonPathStep
{
    IEnumerable<JsonElement> From(JsonElement value);
}

/// <summary>To the field of that name.</summary>
internal sealed record ToField(string Name) : IJsonPathStep
{
    public IEnumerable<JsonElement> From(JsonElement value) => value.Field(Name) is { ValueKind: not JsonValueKind.Undefined } field ? [field] : [];
}

/// <summary>To every item of a list or value of a map.</summary>
internal sealed record ToEach : IJsonPathStep
{
    public IEnumerable<JsonElement> From(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray(),
        JsonValueKind.Object => value.EnumerateObject().Select(field => field.Value),
        _ => [],
    };
}

/// <summary>To the items from one index up to another, which may be counted from the end by being negative.</summary>
internal sealed record ToItems(int From, int? Until) : IJsonPathStep
{
    IEnumerable<JsonElement> IJsonPathStep.From(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return [];
        var length = value.GetArrayLength();
        var first = Math.Max(Place(From, length), 0);
        var end = Math.Min(Until is { } until ? Place(until, length) : length, length);
        return Enumerable.Range(first, Math.Max(end - first, 0)).Select(index => value[index]);
    }

    private static int Place(int index, int length) => index < 0 ? index + length : index;
}

/// <summary>To the items that meet a condition: something is there, or compares so with something else.</summary>
internal sealed record ToThose(JsonPathOperand Left, string Operator, JsonPathOperand? Right) : IJsonPathStep
{
    public IEnumerable<JsonElement> From(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Where(Holds) : [];

    private bool Holds(JsonElement item)
    {
        var left = Left.In(item);
        if (Right is null)
            return left is not null;
        var right = Right.In(item);
        if (left is null || right is null)
            return false;
        var order = Number(left) is { } number && Number(right) is { } other ? number.CompareTo(other) : string.CompareOrdinal(left, right);
        return Operator switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>One side of a condition: a path from the item, or a text that stands there.</summary>
internal sealed record JsonPathOperand(JsonPath? Path, string Literal)
{
    /// <summary>The text of the value; null if the path leads to nothing.</summary>
    internal string? In(JsonElement item) => Path is null ? Literal : Path.First(item) switch
    {
        { ValueKind: JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        var other => other.GetRawText(),
    };
}
