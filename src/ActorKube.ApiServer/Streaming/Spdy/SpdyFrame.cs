using System.Buffers.Binary;

namespace ActorKube.ApiServer.Streaming.Spdy;

/// <summary>One frame.</summary>
/// <param name="Type">The type of a control frame; <see cref="SpdyFrameType.Data"/> for a data frame.</param>
/// <param name="StreamId">The stream of a data frame; 0 for a control frame.</param>
/// <param name="Flags">The flags.</param>
/// <param name="Payload">What follows the eight bytes of the head.</param>
/// <remarks>Source: SPDY Protocol Draft 3.1, section 2.2.</remarks>
internal readonly record struct SpdyFrame(SpdyFrameType Type, int StreamId, byte Flags, byte[] Payload)
{
    internal const int HeadLength = 8;
    internal const byte Fin = 1;

    private const int Control = 0x8003;
    private const int StreamIdMask = 0x7fffffff;

    /// <summary>True if the sender has nothing more for the stream.</summary>
    internal bool IsLast => (Flags & Fin) != 0;

    /// <summary>Reads the next frame; null at the connection's end.</summary>
    /// <exception cref="InvalidDataException">What comes is no SPDY/3.1, or too large.</exception>
    internal static async Task<SpdyFrame?> ReadAsync(Stream stream, int mostBytes, CancellationToken cancellation)
    {
        var head = new byte[HeadLength];
        var read = await stream.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellation);
        if (read < HeadLength)
            return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)) & 0xffffff;
        if (length > mostBytes)
            throw new InvalidDataException("a frame is too large");
        var isControl = (head[0] & 0x80) != 0;
        if (isControl && BinaryPrimitives.ReadUInt16BigEndian(head) != Control)
            throw new InvalidDataException("this is no SPDY/3.1");
        var payload = new byte[length];
        await stream.ReadExactlyAsync(payload, cancellation);
        return isControl
            ? new((SpdyFrameType)BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)), 0, head[4], payload)
            : new(SpdyFrameType.Data, BinaryPrimitives.ReadInt32BigEndian(head) & StreamIdMask, head[4], payload);
    }

    /// <summary>The frame's bytes.</summary>
    internal byte[] ToBytes()
    {
        var bytes = new byte[HeadLength + Payload.Length];
        if (Type == SpdyFrameType.Data)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes, StreamId);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, Control);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)Type);
        }
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), Payload.Length);
        bytes[4] = Flags;
        Payload.CopyTo(bytes, HeadLength);
        return bytes;
    }

    /// <summary>The number at a place of the payload; null if it is too short.</summary>
    internal int? Number(int offset) => Payload.Length < offset + sizeof(int) ? null : BinaryPrimitives.ReadInt32BigEndian(Payload.AsSpan(offset)) & StreamIdMask;
}

/// <summary>Types of frames that matter here.</summary>
internal enum SpdyFrameType
{
    /// <summary>No control frame.</summary>
    Data = 0,

    /// <summary>SYN_STREAM: a stream begins.</summary>
    SynStream = 1,

    /// <summary>SYN_REPLY: it was taken.</summary>
    SynReply = 2,

    /// <summary>RST_STREAM: it is broken off.</summary>
    RstStream = 3,

    /// <summary>PING.</summary>
    Ping = 6,

    /// <summary>GOAWAY: the sender is about to close.</summary>
    GoAway = 7,
}
