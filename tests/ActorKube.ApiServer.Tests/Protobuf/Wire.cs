using System.Text;

namespace ActorKube.ApiServer.Tests.Protobuf;

/// <summary>Writes messages by hand: <c>Wire.Message.Text(1, "a").Number(2, 7)</c>.</summary>
internal sealed class Wire
{
    private readonly List<byte> _bytes = [];

    internal static Wire Message => new();

    internal byte[] Bytes => [.. _bytes];

    /// <summary>A whole body: the envelope around an object's message.</summary>
    internal static byte[] Body(string apiVersion, string kind, Wire message) => Body(apiVersion, kind, message.Bytes);

    internal static byte[] Body(string apiVersion, string kind, byte[] message) =>
        [.. "k8s\0"u8, .. Message.Part(1, Message.Text(1, apiVersion).Text(2, kind)).Run(2, message).Text(3, "").Text(4, "").Bytes];

    internal Wire Number(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    internal Wire Text(int field, string value) => Run(field, Encoding.UTF8.GetBytes(value));

    internal Wire Part(int field, Wire message) => Run(field, message.Bytes);

    internal Wire Run(int field, ReadOnlySpan<byte> bytes)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)bytes.Length);
        return Raw(bytes);
    }

    internal Wire Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
