using System.Buffers.Binary;
using ActorKube.ApiServer.Streaming.Spdy;
using CsCheck;

namespace ActorKube.ApiServer.Tests.Streaming;

/// <summary>SPDY/3.1's frames and headers.</summary>
public sealed class SpdyTests
{
    [Fact]
    public void The_dictionary_is_the_specifications()
    {
        var (low, high) = (1u, 0u);
        foreach (var each in SpdyDictionary.Bytes)
            (low, high) = ((low + each) % 65521, (high + low + each) % 65521);

        Assert.Equal((1423, 0xe3c6a7c2u), (SpdyDictionary.Bytes.Length, (high << 16) | low));
    }

    [Fact]
    public void Headers_that_refer_to_the_dictionary_and_to_each_other_are_read()
    {
        // Made by zlib with this dictionary, flushed after each block: {streamtype: error, port: 80, requestid: 0}, then {streamtype: data, port: 80, requestid: 0}.
        using var headers = new SpdyHeaders();
        Assert.Equal([("port", "80"), ("requestid", "0"), ("streamtype", "error")], Sorted(headers.Read(Convert.FromHexString(First))));
        Assert.Equal([("port", "80"), ("requestid", "0"), ("streamtype", "data")], Sorted(headers.Read(Convert.FromHexString(Second))));
    }

    [Fact]
    public void Broken_headers_are_a_fault_and_nothing_else() => Gen.Byte.Array[0, 200].Sample(block =>
    {
        using var headers = new SpdyHeaders();
        try
        {
            headers.Read(block);
            headers.Read(block);
        }
        catch (InvalidDataException)
        {
            // What a connection ends with.
        }
    });

    [Fact]
    public void Headers_that_grow_without_bound_are_a_fault()
    {
        var plain = new byte[60_000];
        BinaryPrimitives.WriteInt32BigEndian(plain, 1);
        byte[] block = [0x78, 0xf9, 0xe3, 0xc6, 0xa7, 0xc2, 0, .. Little(plain.Length), .. Little(~plain.Length), .. plain];
        using var headers = new SpdyHeaders();

        Assert.Throws<InvalidDataException>(() => headers.Read(block));

        static byte[] Little(int number) => [(byte)number, (byte)(number >> 8)];
    }

    [Fact]
    public void A_frame_is_read_as_it_was_written() =>
        Gen.Select(Gen.Int[0, 7], Gen.Int[1, int.MaxValue], Gen.Byte, Gen.Byte.Array[0, 100]).Sample((type, id, flags, payload) =>
        {
            var frame = new SpdyFrame((SpdyFrameType)type, type == 0 ? id : 0, flags, payload);
            var read = SpdyFrame.ReadAsync(new MemoryStream(frame.ToBytes()), 100, CancellationToken.None).GetAwaiter().GetResult()!.Value;
            Assert.Equal((frame.Type, frame.StreamId, frame.Flags), (read.Type, read.StreamId, read.Flags));
            Assert.Equal(frame.Payload, read.Payload);
        });

    [Theory]
    [InlineData("8002000100000000")]
    [InlineData("000000010001ffff")]
    public async Task A_frame_of_another_version_or_too_large_is_a_fault(string hex) => await Assert.ThrowsAsync<InvalidDataException>(() =>
        SpdyFrame.ReadAsync(new MemoryStream(Convert.FromHexString(hex)), 65_535, CancellationToken.None));

    private static (string, string)[] Sorted(IReadOnlyDictionary<string, string> headers) =>
        [.. headers.Select(header => (header.Key, header.Value)).OrderBy(header => header.Key, StringComparer.Ordinal)];

    private const string First = "78f9e3c6a7c202253a703a2b294a4dcc851625aca9a0808614cb45a024cc64610024398b209198094adc8c0600000000ffff";
    private const string Second = "c2aa15540a2512d209000000ffff";
}
