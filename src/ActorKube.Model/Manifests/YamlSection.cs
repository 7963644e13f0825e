using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ActorKube.Model.Quantities;

namespace ActorKube.Model.Manifests;

/// <summary>One map of fields in a <see cref="YamlFile"/>. Reading a field marks it as known; <see cref="Done"/> complains of the others.</summary>
public sealed class YamlSection
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    private readonly JsonObject _map;
    private readonly string _path;
    private readonly YamlFile _file;
    private readonly Func<JsonNode, int> _lineOf;
    private readonly HashSet<string> _known = [];

    internal YamlSection(JsonObject map, string path, YamlFile file, Func<JsonNode, int> lineOf) =>
        (_map, _path, _file, _lineOf, Line) = (map, path, file, lineOf, lineOf(map));

    /// <summary>The line at which it begins, from 1.</summary>
    public int Line { get; }

    /// <summary>True if it has that field.</summary>
    public bool Has(string field) => _map[field] is not null;

    /// <summary>Says that a field is wrong.</summary>
    public void Fault(string field, string message) => _file.Fault(Line, $"{PathOf(field)} {message}");

    /// <summary>A text; null if the field isn't there. Numbers and the like count as the text that they were written as.</summary>
    public string? Text(string field) => Take(field) switch
    {
        null => null,
        JsonValue value => value.ToString(),
        _ => Wrong<string>(field, "must be a text"),
    };

    /// <summary>A text that must be there; empty, with a fault, if it isn't.</summary>
    public string Required(string field)
    {
        if (Text(field) is { Length: > 0 } text)
            return text;
        Fault(field, "is required");
        return "";
    }

    /// <summary>One of some words; null if the field isn't there, or with a fault.</summary>
    public string? OneOf(string field, params ReadOnlySpan<string> words)
    {
        if (Text(field) is not { } text)
            return null;
        if (words.Contains(text))
            return text;
        Fault(field, $"must be one of {string.Join(", ", words.ToArray())}, not \"{text}\"");
        return null;
    }

    /// <summary>Several texts, or one alone; empty if the field isn't there.</summary>
    public ImmutableArray<string> Texts(string field)
    {
        switch (Take(field))
        {
            case null:
                return [];
            case JsonValue value:
                return [value.ToString()];
            case JsonArray items when items.All(item => item is JsonValue):
                return [.. items.Select(item => item!.ToString())];
            default:
                Fault(field, "must be a list of texts");
                return [];
        }
    }

    /// <summary>A time such as <c>100ms</c>, <c>5s</c>, <c>2m</c>; null if the field isn't there, or with a fault.</summary>
    public TimeSpan? Time(string field)
    {
        if (Text(field) is not { } text)
            return null;
        foreach (var (unit, seconds) in Units)
            if (text.EndsWith(unit, StringComparison.Ordinal) && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return TimeSpan.FromSeconds(number * seconds);
        Fault(field, $"must be a time such as 100ms, 5s or 2m, not \"{text}\"");
        return null;
    }

    /// <summary>An amount such as <c>10Mi</c> or <c>50m</c>, not below zero; null if the field isn't there, or with a fault.</summary>
    public decimal? Amount(string field)
    {
        if (Text(field) is not { } text)
            return null;
        if (Quantity.TryParse(text, out var amount) && amount.Value >= 0)
            return amount.Value;
        Fault(field, $"must be an amount such as 10Mi or 50m, not \"{text}\"");
        return null;
    }

    /// <summary>A whole number within bounds; null if the field isn't there, or with a fault.</summary>
    public int? Whole(string field, int least, int most)
    {
        if (Text(field) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Fault(field, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}, not \"{text}\""));
        return null;
    }

    /// <summary>True or false; null if the field isn't there, or with a fault.</summary>
    public bool? Flag(string field) => Take(field) switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        var other => Wrong<bool?>(field, $"must be true or false, not {other.ToJsonString()}"),
    };

    /// <summary>A map within; null if the field isn't there, or with a fault.</summary>
    public YamlSection? Section(string field) => Take(field) switch
    {
        null => null,
        JsonObject map => new(map, PathOf(field), _file, _lineOf),
        _ => Wrong<YamlSection>(field, "must be a map of fields"),
    };

    /// <summary>Several maps within; empty if the field isn't there.</summary>
    public IReadOnlyList<YamlSection> Sections(string field)
    {
        switch (Take(field))
        {
            case null:
                return [];
            case JsonArray items when items.All(item => item is JsonObject):
                return [.. items.Select((item, index) => new YamlSection(item!.AsObject(), $"{PathOf(field)}[{index.ToString(CultureInfo.InvariantCulture)}]", _file, _lineOf))];
            default:
                Fault(field, "must be a list of maps");
                return [];
        }
    }

    /// <summary>True if the field is a map; false if it is one value, a list, or isn't there.</summary>
    public bool IsMap(string field) => _map[field] is JsonObject;

    /// <summary>Everything that is known has been read: other fields are faults.</summary>
    public void Done()
    {
        foreach (var (field, _) in _map)
            if (!_known.Contains(field))
                Fault(field, $"is not known here; known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
    }

    private JsonNode? Take(string field)
    {
        _known.Add(field);
        return _map[field];
    }

    private T? Wrong<T>(string field, string message)
    {
        Fault(field, message);
        return default;
    }

    private string PathOf(string field) => _path.Length == 0 ? field : $"{_path}.{field}";
}
