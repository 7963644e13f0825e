using System.Text.Json;

namespace ActorKube.Rules.Admission.Configuration;

/// <summary>What Go says of bytes that should be a JSON object and are not: upstream passes its words on.</summary>
internal static class GoJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 128 };

    /// <summary>Null if the bytes are a JSON object, or null.</summary>
    internal static string? WhyNoMap(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object or JsonValueKind.Null => null,
                JsonValueKind.Array => Mismatch("array"),
                JsonValueKind.String => Mismatch("string"),
                JsonValueKind.Number => Mismatch("number"),
                _ => Mismatch("bool"),
            };
        }
        catch (JsonException fault)
        {
            return Describe(json, fault);
        }
    }

    private static string Mismatch(string kind) => $"json: cannot unmarshal {kind} into Go value of type map[string]interface {{}}";

    private static string Describe(byte[] json, JsonException fault)
    {
        var lines = (int)(fault.LineNumber ?? 0);
        var at = 0;
        for (; lines > 0 && at < json.Length; at++)
            lines -= json[at] == '\n' ? 1 : 0;
        at += (int)(fault.BytePositionInLine ?? 0);
        return at >= json.Length
            ? "unexpected end of JSON input"
            : $"invalid character {Quote((char)json[at])} looking for beginning of value";
    }

    private static string Quote(char character) => character switch
    {
        '\'' => @"'\''",
        '"' => "'\"'",
        _ => $"'{character}'",
    };
}
