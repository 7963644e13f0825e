using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ActorKube.ApiServer.Streaming.Spdy;

/// <summary>
/// Reads the header blocks of one connection, which are one compressed stream with a preset dictionary. .NET can't preset one, so the dictionary goes in before
/// the client's bytes, as a block that isn't compressed, and is thrown away when it comes out.
/// </summary>
/// <remarks>Source: SPDY Protocol Draft 3.1, section 2.6.10; RFC 1950 and RFC 1951, section 3.2.4.</remarks>
internal sealed class SpdyHeaders : IDisposable
{
    /// <summary>A zlib stream's header with the identity of its dictionary.</summary>
    private const int ZlibHeader = 6;

    /// <summary>Headers of one stream, uncompressed; Kubernetes' have three names.</summary>
    private const int LongestBlock = 16 * 1024;

    private readonly Feed _compressed = new();
    private readonly DeflateStream _plain;
    private bool _hasBegun;

    internal SpdyHeaders() => _plain = new(_compressed, CompressionMode.Decompress);

    /// <summary>The headers of a block.</summary>
    /// <exception cref="InvalidDataException">The block is broken, and so are all that follow.</exception>
    internal IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> block)
    {
        if (!_hasBegun)
            block = Begin(block);
        _compressed.Put(block);
        var plain = new byte[LongestBlock];
        var length = 0;
        while (length < plain.Length && _plain.Read(plain, length, plain.Length - length) is > 0 and var read)
            length += read;
        return length < plain.Length ? Parse(plain.AsSpan(0, length)) : throw new InvalidDataException("the headers are too long");
    }

    public void Dispose() => _plain.Dispose();

    private ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> block)
    {
        if (block.Length < ZlibHeader)
            throw new InvalidDataException("the headers are not compressed");
        _hasBegun = true;
        var dictionary = SpdyDictionary.Bytes;
        Span<byte> stored = stackalloc byte[5];
        BinaryPrimitives.WriteUInt16LittleEndian(stored[1..], (ushort)dictionary.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(stored[3..], (ushort)~dictionary.Length);
        _compressed.Put(stored);
        _compressed.Put(dictionary);
        _plain.ReadExactly(new byte[dictionary.Length]);
        return block[ZlibHeader..];
    }

    private static Dictionary<string, string> Parse(ReadOnlySpan<byte> plain)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var count = Number(ref plain);
        while (count-- > 0)
        {
            var name = Text(ref plain);
            headers[name] = Text(ref plain);
        }
        return headers;

        static string Text(ref ReadOnlySpan<byte> plain)
        {
            var length = Number(ref plain);
            if (length > plain.Length)
                throw new InvalidDataException("the headers are cut off");
            var text = Encoding.UTF8.GetString(plain[..length]);
            plain = plain[length..];
            return text;
        }

        static int Number(ref ReadOnlySpan<byte> plain)
        {
            if (plain.Length < sizeof(int) || BinaryPrimitives.ReadInt32BigEndian(plain) is not (>= 0 and var number))
                throw new InvalidDataException("the headers are cut off");
            plain = plain[sizeof(int)..];
            return number;
        }
    }

    /// <summary>Gives what was put in, and an end for now when that is used up.</summary>
    private sealed class Feed : Stream
    {
        private readonly Queue<byte> _bytes = [];

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        internal void Put(ReadOnlySpan<byte> bytes)
        {
            foreach (var each in bytes)
                _bytes.Enqueue(each);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var length = 0;
            while (length < buffer.Length && _bytes.TryDequeue(out buffer[length]))
                length++;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
