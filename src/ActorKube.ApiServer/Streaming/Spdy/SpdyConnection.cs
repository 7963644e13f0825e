using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace ActorKube.ApiServer.Streaming.Spdy;

/// <summary>
/// The server's side of a SPDY/3.1 connection, as far as Kubernetes uses it: streams that the client begins, data both ways, pings. One reader; any number of
/// writers.
/// </summary>
/// <remarks>Source: SPDY Protocol Draft 3.1. Flow control is left out, as clients of Kubernetes leave it out.</remarks>
internal sealed class SpdyConnection : IDisposable
{
    private const int SynStreamHead = 10;
    private const int RefusedStream = 3;

    private readonly Stream _stream;
    private readonly int _mostFrameBytes;
    private readonly MemoryStream _replyBytes = new();
    private readonly ZLibStream _replyHeaders;
    private readonly SpdyHeaders _headers = new();
    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>What a client does.</summary>
    internal abstract record Event(int StreamId)
    {
        /// <summary>A stream begins; answer by <see cref="AcceptAsync"/> or <see cref="RefuseAsync"/>.</summary>
        internal sealed record Begun(int StreamId, IReadOnlyDictionary<string, string> Headers, bool IsLast) : Event(StreamId);

        /// <summary>Data of a stream.</summary>
        internal sealed record Data(int StreamId, ReadOnlyMemory<byte> Bytes, bool IsLast) : Event(StreamId);

        /// <summary>A stream is broken off.</summary>
        internal sealed record Broken(int StreamId) : Event(StreamId);
    }

    /// <summary>A connection.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="mostFrameBytes">The largest frame that is taken.</param>
    internal SpdyConnection(Stream stream, int mostFrameBytes)
    {
        (_stream, _mostFrameBytes) = (stream, mostFrameBytes);
        _replyHeaders = new ZLibStream(_replyBytes, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <summary>What the client does, until it closes the connection.</summary>
    /// <exception cref="InvalidDataException">The client breaks the protocol.</exception>
    internal async IAsyncEnumerable<Event> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await SpdyFrame.ReadAsync(_stream, _mostFrameBytes, cancellation) is { } frame)
        {
            switch (frame.Type)
            {
                case SpdyFrameType.SynStream when frame.Number(0) is { } id && frame.Payload.Length >= SynStreamHead:
                    yield return new Event.Begun(id, _headers.Read(frame.Payload.AsSpan(SynStreamHead)), frame.IsLast);
                    break;
                case SpdyFrameType.Data:
                    yield return new Event.Data(frame.StreamId, frame.Payload, frame.IsLast);
                    break;
                case SpdyFrameType.RstStream when frame.Number(0) is { } id:
                    yield return new Event.Broken(id);
                    break;
                case SpdyFrameType.Ping:
                    await WriteAsync(new SpdyFrame(SpdyFrameType.Ping, 0, 0, frame.Payload), cancellation);
                    break;
                case SpdyFrameType.GoAway:
                    yield break;
            }
        }
    }

    /// <summary>Takes a stream.</summary>
    internal async Task AcceptAsync(int streamId, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            // Made under the lock: header blocks are one compressed stream, in the order in which they are sent.
            _replyHeaders.Write(stackalloc byte[sizeof(int)]);
            _replyHeaders.Flush();
            var payload = new byte[sizeof(int) + (int)_replyBytes.Length];
            BinaryPrimitives.WriteInt32BigEndian(payload, streamId);
            _replyBytes.ToArray().CopyTo(payload, sizeof(int));
            _replyBytes.SetLength(0);
            await _stream.WriteAsync(new SpdyFrame(SpdyFrameType.SynReply, 0, 0, payload).ToBytes(), cancellation);
            await _stream.FlushAsync(cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Doesn't take a stream.</summary>
    internal Task RefuseAsync(int streamId, CancellationToken cancellation)
    {
        var payload = new byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(payload, streamId);
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(sizeof(int)), RefusedStream);
        return WriteAsync(new SpdyFrame(SpdyFrameType.RstStream, 0, 0, payload), cancellation);
    }

    /// <summary>Sends data, or the end of the server's side of a stream, or both.</summary>
    internal Task SendAsync(int streamId, ReadOnlyMemory<byte> bytes, bool isLast, CancellationToken cancellation) =>
        WriteAsync(new SpdyFrame(SpdyFrameType.Data, streamId, isLast ? SpdyFrame.Fin : (byte)0, bytes.ToArray()), cancellation);

    public void Dispose()
    {
        _headers.Dispose();
        _replyHeaders.Dispose();
        _writing.Dispose();
    }

    private async Task WriteAsync(SpdyFrame frame, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await _stream.WriteAsync(frame.ToBytes(), cancellation);
            await _stream.FlushAsync(cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }
}
