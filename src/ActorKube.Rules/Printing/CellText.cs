using System.Globalization;
using System.Text.Json;
using ActorKube.Model.Json;
using ActorKube.Model.Quantities;
using ActorKube.Model.Selectors;

namespace ActorKube.Rules.Printing;

/// <summary>Parts of objects as the text of a cell, as upstream words it.</summary>
internal static class CellText
{
    /// <summary>How many items of a long list are shown.</summary>
    private const int Shown = 3;

    /// <summary>A map of labels: <c>a=1,b=2</c> in order of the key, or <c>&lt;none&gt;</c>.</summary>
    internal static string Labels(this JsonElement element, string name)
    {
        var labels = string.Join(',', element.Entries(name).Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal));
        return labels.Length > 0 ? labels : Row.None;
    }

    /// <summary>
    /// A LabelSelector in the form of command lines, in order of the key; empty if it selects everything or nothing; <paramref name="ifWrong"/> if an
    /// operator or its values make no sense.
    /// </summary>
    internal static string Selector(this JsonElement element, string name, string ifWrong)
    {
        var selector = element.Field(name);
        var requirements = selector.Entries("matchLabels").Select(label => (label.Key, Text: $"{label.Key}={label.Value}")).ToList();
        foreach (var expression in selector.Items("matchExpressions"))
        {
            if (Requirement(expression) is not { } requirement)
                return ifWrong;
            requirements.Add((expression.Text("key"), requirement));
        }
        return string.Join(',', requirements.OrderBy(requirement => requirement.Key, StringComparer.Ordinal).Select(requirement => requirement.Text));
    }

    /// <summary>As <see cref="Selector"/>, with <c>&lt;none&gt;</c> for an empty one and <c>&lt;error&gt;</c> for a wrong one.</summary>
    internal static string SelectorOrNone(this JsonElement element, string name) =>
        element.Selector(name, "<error>") is { Length: > 0 } selector ? selector : Row.None;

    /// <summary>A quantity in canonical form; <paramref name="ifMissing"/> if there is none.</summary>
    internal static string Quantity(this JsonElement element, string name, string ifMissing = "0")
    {
        var text = element.Scalar(name);
        return text.Length == 0 ? ifMissing : Model.Quantities.Quantity.TryParse(text, out var quantity) ? quantity.ToString() : text;
    }

    /// <summary>A string or a number as text; empty if there is neither.</summary>
    internal static string Scalar(this JsonElement element, string name) => element.Field(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => "",
    };

    /// <summary>Strings of a list.</summary>
    internal static IEnumerable<string> Texts(this JsonElement element, string name) =>
        element.Items(name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);

    /// <summary>The names of an object's fields, in order.</summary>
    internal static IEnumerable<string> Names(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal) : [];

    /// <summary>The time that a field is, if it is one.</summary>
    internal static DateTimeOffset? AsTime(this JsonElement element) => element.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParse(element.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>How many entries a map or a list has.</summary>
    internal static int Count(this JsonElement element, string name) => element.Field(name) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength(),
        { ValueKind: JsonValueKind.Object } map => map.GetPropertyCount(),
        _ => 0,
    };

    /// <summary>True if the first condition of that type is True.</summary>
    internal static bool HasCondition(this JsonElement status, string type) => status.Items("conditions")
        .FirstOrDefault(condition => condition.Text("type") == type).Text("status") == "True";

    /// <summary>The first of a list, with the number of the others: <c>a,b,c + 2 more...</c>.</summary>
    internal static string FirstOf(IReadOnlyCollection<string> items) => items.Count <= Shown
        ? string.Join(',', items)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', items.Take(Shown))} + {items.Count - Shown} more...");

    private static string? Requirement(JsonElement expression)
    {
        var key = expression.Text("key");
        var values = string.Join(',', expression.Texts("values").Order(StringComparer.Ordinal));
        return (expression.Text("operator"), expression.Count("values")) switch
        {
            (nameof(LabelOperator.In), > 0) => $"{key} in ({values})",
            (nameof(LabelOperator.NotIn), > 0) => $"{key} notin ({values})",
            (nameof(LabelOperator.Exists), 0) => key,
            (nameof(LabelOperator.DoesNotExist), 0) => "!" + key,
            _ => null,
        };
    }
}
