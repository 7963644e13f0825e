using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace ActorKube.ApiServer.Protobuf;

/// <summary>Values that are a run of bytes on the wire and no object in JSON. Each gives the value, or null and a fault; null without a fault is no value.</summary>
internal static class ValueDecoder
{
    private const int DeepestJson = 64;
    private const string Malformed = "cut short or malformed";

    private static readonly JsonDocumentOptions Documents = new() { MaxDepth = DeepestJson, AllowDuplicateProperties = false };

    /// <summary>The value of a field of that type, which isn't a message.</summary>
    internal static JsonNode? Decode(FieldType type, ReadOnlySpan<byte> run, out string? fault) => type switch
    {
        FieldType.String => Text(run, out fault),
        FieldType.Bytes => Base64(run, out fault),
        FieldType.Quantity => Quantity(run, out fault),
        FieldType.IntOrString => IntOrString(run, out fault),
        FieldType.Time => Time(run, "yyyy-MM-dd'T'HH:mm:ss'Z'", withFraction: false, out fault),
        FieldType.MicroTime => Time(run, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", withFraction: true, out fault),
        FieldType.Json => RawJson(run, out fault),
        _ => Strings(run, out fault),
    };

    /// <summary>The number of a varint.</summary>
    internal static JsonValue Number(FieldType type, ulong number) => type switch
    {
        FieldType.Bool => JsonValue.Create(number != 0),
        FieldType.Int32 => JsonValue.Create((int)number),
        _ => JsonValue.Create((long)number),
    };

    /// <summary>True if the value is what a plain field has that nobody set.</summary>
    internal static bool IsZero(FieldType type, JsonNode? value) => type switch
    {
        FieldType.Quantity => (string?)value == "0",
        FieldType.IntOrString => value?.GetValueKind() == JsonValueKind.Number && (int)value == 0,
        FieldType.String or FieldType.Bytes => (string?)value is null or "",
        _ => false,
    };

    internal static string? Text(ReadOnlySpan<byte> run, out string? fault)
    {
        fault = Utf8.IsValid(run) ? null : "not UTF-8";
        return fault is null ? Encoding.UTF8.GetString(run) : null;
    }

    private static JsonNode Base64(ReadOnlySpan<byte> run, out string? fault)
    {
        fault = null;
        return Convert.ToBase64String(run);
    }

    private static JsonNode? Quantity(ReadOnlySpan<byte> run, out string? fault)
    {
        if (!SmallMessage.TryRead(run, out var message))
            return Fail(Malformed, out fault);
        return Text(message.First, out fault) is { } text ? text.Length > 0 ? text : "0" : null;
    }

    private static JsonNode? IntOrString(ReadOnlySpan<byte> run, out string? fault)
    {
        const ulong IsInt = 0, IsString = 1;
        fault = null;
        if (!SmallMessage.TryRead(run, out var message))
            return Fail(Malformed, out fault);
        return message.FirstNumber switch
        {
            IsInt => JsonValue.Create((int)message.SecondNumber),
            IsString => Text(message.Third, out fault),
            var other => Fail($"type {other} is neither that of a number nor that of a string", out fault),
        };
    }

    /// <summary>Seconds since 1970, and nanoseconds where they count; an empty message is no time.</summary>
    private static JsonNode? Time(ReadOnlySpan<byte> run, string format, bool withFraction, out string? fault)
    {
        const long NanosPerTick = 100, NanosPerSecond = 1_000_000_000;
        fault = null;
        if (run.IsEmpty)
            return null;
        if (!SmallMessage.TryRead(run, out var message))
            return Fail(Malformed, out fault);
        var (seconds, nanos) = ((long)message.FirstNumber, withFraction ? (long)message.SecondNumber : 0);
        if (seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds() || nanos is < 0 or >= NanosPerSecond)
            return Fail("not a time of the years 1 to 9999", out fault);
        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / NanosPerTick).ToString(format, CultureInfo.InvariantCulture);
    }

    private static JsonNode? RawJson(ReadOnlySpan<byte> run, out string? fault)
    {
        fault = null;
        if (!SmallMessage.TryRead(run, out var message))
            return Fail(Malformed, out fault);
        try
        {
            return message.First.IsEmpty ? null : JsonNode.Parse(message.First, documentOptions: Documents);
        }
        catch (JsonException)
        {
            return Fail("not JSON", out fault);
        }
    }

    private static JsonNode? Strings(ReadOnlySpan<byte> run, out string? fault)
    {
        fault = null;
        var list = new JsonArray();
        var reader = new WireReader(run);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out _, out var wireType) || wireType != WireReader.Bytes || !reader.TryReadBytes(out var item))
                return Fail(Malformed, out fault);
            if (Text(item, out fault) is not { } text)
                return null;
            list.Add((JsonNode)text);
        }
        return list;
    }

    private static JsonNode? Fail(string reason, out string? fault)
    {
        fault = reason;
        return null;
    }
}
