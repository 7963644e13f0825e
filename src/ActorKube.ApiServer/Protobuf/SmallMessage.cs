namespace ActorKube.ApiServer.Protobuf;

/// <summary>One of the messages that are a single value in JSON: quantities, times and their like. They have at most three fields.</summary>
internal ref struct SmallMessage
{
    /// <summary>Field 1, if it is a run of bytes.</summary>
    internal ReadOnlySpan<byte> First;

    /// <summary>Field 3, if it is a run of bytes.</summary>
    internal ReadOnlySpan<byte> Third;

    /// <summary>Field 1, if it is a varint.</summary>
    internal ulong FirstNumber;

    /// <summary>Field 2, if it is a varint.</summary>
    internal ulong SecondNumber;

    /// <summary>Reads the fields; false if the bytes are cut short or malformed.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out SmallMessage message)
    {
        message = default;
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out var number, out var wireType))
                return false;
            var isRead = (number, wireType) switch
            {
                (1, WireReader.Varint) => reader.TryReadVarint(out message.FirstNumber),
                (2, WireReader.Varint) => reader.TryReadVarint(out message.SecondNumber),
                (1, WireReader.Bytes) => reader.TryReadBytes(out message.First),
                (3, WireReader.Bytes) => reader.TryReadBytes(out message.Third),
                _ => reader.TrySkip(wireType),
            };
            if (!isRead)
                return false;
        }
        return true;
    }
}
