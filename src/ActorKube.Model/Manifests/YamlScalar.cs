using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ActorKube.Model.Manifests;

/// <summary>
/// The type of a YAML scalar, as kubectl sees it: YAML 1.1 as go-yaml v2 reads it, so that plain <c>yes</c> is true and <c>0755</c> is octal.
/// </summary>
/// <remarks>Source: https://github.com/kubernetes-sigs/yaml, goyaml.v2/resolve.go.</remarks>
internal static partial class YamlScalar
{
    private const string Standard = "tag:yaml.org,2002:";

    /// <summary>The value of a scalar without a tag; <paramref name="plain"/> if it isn't quoted.</summary>
    /// <exception cref="FormatException">The value can't stand in JSON.</exception>
    public static JsonNode? Resolve(string text, bool plain) => plain ? Plain(text) : JsonValue.Create(text);

    /// <summary>The value of a scalar with a tag.</summary>
    /// <exception cref="FormatException">The tag is unknown, or the text doesn't suit it.</exception>
    public static JsonNode? Resolve(string text, string tag) => tag switch
    {
        "!" or Standard + "str" or Standard + "timestamp" => JsonValue.Create(text),
        Standard + "null" when Plain(text) is null => null,
        Standard + "bool" when Flag(text) is { } flag => JsonValue.Create(flag),
        Standard + "int" when Integer(text) is { } integer => integer,
        Standard + "float" when Integer(text) is { } integer => integer,
        Standard + "float" when Float(text) is { } number => number,
        Standard + "binary" when Binary(text) is { } decoded => JsonValue.Create(decoded),
        Standard + "null" or Standard + "bool" or Standard + "int" or Standard + "float" or Standard + "binary" =>
            throw new FormatException($"cannot decode \"{text}\" as a !!{tag[Standard.Length..]}"),
        _ => throw new FormatException($"the tag {tag} is not supported"),
    };

    private static JsonNode? Plain(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
            return null;
        if (Flag(text) is { } flag)
            return JsonValue.Create(flag);
        if (text[0] is not ('+' or '-' or '.' or >= '0' and <= '9'))
            return JsonValue.Create(text);
        return Integer(text) ?? Float(text) ?? JsonValue.Create(text);
    }

    private static bool? Flag(string text) => text switch
    {
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => true,
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => false,
        _ => null,
    };

    private static JsonNode? Integer(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var negative = digits.StartsWith('-');
        digits = negative || digits.StartsWith('+') ? digits[1..] : digits;
        var magnitude = digits switch
        {
            ['0', 'x' or 'X', .. var hex] => Magnitude(hex, 16),
            ['0', 'b' or 'B', .. var binary] => Magnitude(binary, 2),
            ['0', 'o' or 'O', .. var octal] => Magnitude(octal, 8),
            ['0', _, ..] => Magnitude(digits, 8),
            _ => Magnitude(digits, 10),
        };
        return magnitude switch
        {
            null => null,
            { } value when negative => value <= (BigInteger)long.MaxValue + 1 ? JsonValue.Create((long)-value) : null,
            { } value => value <= ulong.MaxValue ? JsonValue.Create((ulong)value) : null,
        };
    }

    private static BigInteger? Magnitude(string digits, int @base)
    {
        if (digits.Length is 0 or > 64)
            return null;
        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            var worth = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : @base;
            if (worth >= @base)
                return null;
            value = (value * @base) + worth;
        }
        return value;
    }

    private static JsonNode? Float(string text)
    {
        if (text is ".nan" or ".NaN" or ".NAN" || Infinity().IsMatch(text))
            throw new FormatException($"{text} has no form in JSON; quote it if it is a string");
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        return Number().IsMatch(digits) && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : null;
    }

    private static string? Binary(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[-+]?\.(inf|Inf|INF)$")]
    private static partial Regex Infinity();
}
