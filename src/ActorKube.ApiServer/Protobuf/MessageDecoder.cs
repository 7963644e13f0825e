using System.Text.Json.Nodes;

namespace ActorKube.ApiServer.Protobuf;

/// <summary>
/// Turns one message into the JSON that would say the same. How deep it goes is bounded by the table of messages, none of which holds itself.
/// </summary>
internal sealed class MessageDecoder
{
    private const string CutShort = "cut short or malformed";
    private const ulong EntryKey = 1;
    private const ulong EntryValue = 2;

    private readonly List<string> _path = [];
    private string _reason = "";

    /// <summary>Which field couldn't be read, and why.</summary>
    internal string Fault => _path.Count == 0 ? _reason : $"{string.Join('.', _path)}: {_reason}";

    /// <summary>Adds the message's fields to an object; false if they can't be read, for the reason of <see cref="Fault"/>.</summary>
    internal bool TryDecode(MessageType message, ReadOnlySpan<byte> bytes, JsonObject into)
    {
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out var number, out var wireType))
                return Fail(CutShort);
            if (message[number] is not { } field)
            {
                if (!reader.TrySkip(wireType))
                    return Fail($"field {number} of wire type {wireType} is {CutShort}");
                continue;
            }
            _path.Add(field.Name);
            if (!TryRead(field, ref reader, wireType, into))
                return false;
            _path.RemoveAt(_path.Count - 1);
        }
        return true;
    }

    private bool TryRead(MessageField field, ref WireReader reader, int wireType, JsonObject into)
    {
        if (field.IsVarint && wireType == WireReader.Varint)
        {
            if (!reader.TryReadVarint(out var number))
                return Fail(CutShort);
            Put(field, ValueDecoder.Number(field.Type, number), number == 0, into);
            return true;
        }
        if (wireType != WireReader.Bytes || (field.IsVarint && field.Shape != FieldShape.List))
            return Fail($"wire type {wireType} doesn't suit it");
        if (!reader.TryReadBytes(out var run))
            return Fail(CutShort);
        return field switch
        {
            { IsVarint: true } => TryReadPacked(field, run, into),
            { Shape: FieldShape.Map } => TryReadEntry(field, run, into),
            { Shape: FieldShape.Inline } => TryDecode(field.Message!, run, into),
            { Shape: FieldShape.Single, Type: FieldType.Message } => TryReadMessage(field, run, into),
            _ => TryReadValue(field, run, into),
        };
    }

    /// <summary>Numbers of a list may stand one after another in one run.</summary>
    private bool TryReadPacked(MessageField field, ReadOnlySpan<byte> run, JsonObject into)
    {
        var reader = new WireReader(run);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadVarint(out var number))
                return Fail(CutShort);
            Put(field, ValueDecoder.Number(field.Type, number), isZero: false, into);
        }
        return true;
    }

    /// <summary>An entry of a map; a key or a value that is left out is an empty one.</summary>
    private bool TryReadEntry(MessageField field, ReadOnlySpan<byte> run, JsonObject into)
    {
        ReadOnlySpan<byte> key = default, value = default;
        var reader = new WireReader(run);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out var part, out var wireType) || wireType != WireReader.Bytes || !reader.TryReadBytes(out var bytes))
                return Fail(CutShort);
            if (part == EntryKey)
                key = bytes;
            else if (part == EntryValue)
                value = bytes;
        }
        if (ValueDecoder.Text(key, out var fault) is not { } name)
            return Fail(fault!);
        if (!TryValue(field, value, out var item))
            return false;
        if (into[field.Name] is not JsonObject map)
            into[field.Name] = map = [];
        map[name] = item;
        return true;
    }

    /// <summary>A message that stands there twice is one message, as protobuf merges them.</summary>
    private bool TryReadMessage(MessageField field, ReadOnlySpan<byte> run, JsonObject into)
    {
        var known = into[field.Name] as JsonObject;
        var read = known ?? [];
        if (!TryDecode(field.Message!, run, read))
            return false;
        if (known is null && (read.Count > 0 || field.CountsWhenZero))
            into[field.Name] = read;
        return true;
    }

    private bool TryReadValue(MessageField field, ReadOnlySpan<byte> run, JsonObject into)
    {
        if (!TryValue(field, run, out var value))
            return false;
        Put(field, value, value is null || ValueDecoder.IsZero(field.Type, value), into);
        return true;
    }

    private bool TryValue(MessageField field, ReadOnlySpan<byte> run, out JsonNode? value)
    {
        if (field.Message is { } message)
        {
            var read = new JsonObject();
            value = read;
            return TryDecode(message, run, read);
        }
        value = ValueDecoder.Decode(field.Type, run, out var fault);
        return fault is null || Fail(fault);
    }

    private static void Put(MessageField field, JsonNode? value, bool isZero, JsonObject into)
    {
        if (field.Shape == FieldShape.List)
        {
            if (into[field.Name] is not JsonArray list)
                into[field.Name] = list = [];
            list.Add(value);
        }
        else if (value is null || (isZero && !field.CountsWhenZero))
            into.Remove(field.Name);
        else
            into[field.Name] = value;
    }

    private bool Fail(string reason)
    {
        _reason = reason;
        return false;
    }
}
