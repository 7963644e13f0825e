using System.Buffers.Binary;
using System.Text;
using ActorKube.ApiServer.Streaming.Spdy;

namespace ActorKube.ApiServer.Tests.Streaming;

/// <summary>
/// The client's side of SPDY/3.1, written apart from the server's. Its header blocks are compressed without .NET's help: as stored blocks behind the zlib header that names the dictionary.
/// </summary>
internal sealed class SpdyClient(Stream stream, TimeSpan patience)
{
    private readonly Dictionary<int, MemoryStream> _received = [];
    private readonly HashSet<int> _accepted = [];
    private readonly HashSet<int> _refused = [];
    private readonly HashSet<int> _ended = [];
    private readonly List<byte[]> _pings = [];
    private bool _hasBegun;
    private int _nextStream = 1;

    internal string Text(int id) => _received.TryGetValue(id, out var bytes) ? Encoding.UTF8.GetString(bytes.ToArray()) : "";

    internal bool IsAccepted(int id) => _accepted.Contains(id);

    internal bool IsRefused(int id) => _refused.Contains(id);

    internal bool HasEnded(int id) => _ended.Contains(id);

    internal IReadOnlyList<byte[]> Pings => _pings;

    /// <summary>Begins a stream; returns its number.</summary>
    internal async Task<int> BeginAsync(params (string Name, string Value)[] headers)
    {
        var id = _nextStream;
        _nextStream += 2;
        var plain = new MemoryStream();
        Write(plain, headers.Length);
        foreach (var (name, value) in headers)
            foreach (var text in new[] { name, value })
            {
                Write(plain, text.Length);
                plain.Write(Encoding.ASCII.GetBytes(text));
            }
        var payload = new MemoryStream();
        Write(payload, id);
        Write(payload, 0);
        payload.Write([0, 0]);
        if (!_hasBegun)
            payload.Write([0x78, 0xf9, 0xe3, 0xc6, 0xa7, 0xc2]);
        _hasBegun = true;
        payload.Write([0, (byte)plain.Length, (byte)(plain.Length >> 8), (byte)~plain.Length, (byte)(~plain.Length >> 8)]);
        payload.Write(plain.ToArray());
        await ControlAsync(1, payload.ToArray());
        return id;
    }

    /// <summary>The two streams of a forwarded connection.</summary>
    internal async Task<(int Error, int Data)> ForwardAsync(int port, string requestId)
    {
        var error = await BeginAsync(("streamtype", "error"), ("port", $"{port}"), ("requestid", requestId));
        await SendAsync(error, "", isLast: true);
        return (error, await BeginAsync(("streamtype", "data"), ("port", $"{port}"), ("requestid", requestId)));
    }

    internal Task SendAsync(int id, string text, bool isLast = false) => SendAsync(id, Encoding.UTF8.GetBytes(text), isLast);

    internal async Task SendAsync(int id, byte[] bytes, bool isLast = false)
    {
        var frame = new MemoryStream();
        Write(frame, id);
        Write(frame, bytes.Length | (isLast ? 1 << 24 : 0));
        frame.Write(bytes);
        await stream.WriteAsync(frame.ToArray());
        await stream.FlushAsync();
    }

    internal async Task ControlAsync(ushort type, byte[] payload)
    {
        var frame = new MemoryStream();
        Write(frame, (0x8003 << 16) | type);
        Write(frame, payload.Length);
        frame.Write(payload);
        await stream.WriteAsync(frame.ToArray());
        await stream.FlushAsync();
    }

    internal Task PingAsync(byte number) => ControlAsync(6, [0, 0, 0, number]);

    internal Task BreakAsync(int id) => ControlAsync(3, [0, 0, 0, (byte)id, 0, 0, 0, 5]);

    /// <summary>Takes frames until this holds.</summary>
    internal async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
            Assert.True(await TakeAsync(), "the server closed the connection");
    }

    /// <summary>Takes frames until the server closes the connection.</summary>
    internal async Task ToTheEndAsync()
    {
        while (await TakeAsync())
        {
        }
    }

    private async Task<bool> TakeAsync()
    {
        if (await SpdyFrame.ReadAsync(stream, 1 << 24, CancellationToken.None).WaitAsync(patience) is not { } frame)
            return false;
        switch (frame.Type)
        {
            case SpdyFrameType.Data:
                if (!_received.TryGetValue(frame.StreamId, out var bytes))
                    _received[frame.StreamId] = bytes = new MemoryStream();
                bytes.Write(frame.Payload);
                if (frame.IsLast)
                    _ended.Add(frame.StreamId);
                break;
            case SpdyFrameType.SynReply:
                _accepted.Add(frame.Number(0)!.Value);
                break;
            case SpdyFrameType.RstStream:
                _refused.Add(frame.Number(0)!.Value);
                break;
            case SpdyFrameType.Ping:
                _pings.Add(frame.Payload);
                break;
        }
        return true;
    }

    private static void Write(Stream to, int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        to.Write(bytes);
    }
}
