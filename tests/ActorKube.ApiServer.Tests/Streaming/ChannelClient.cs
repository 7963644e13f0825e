using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ActorKube.ApiServer.Tests.Streaming;

/// <summary>A client of the channel protocols: the first byte of a message is its channel.</summary>
internal sealed class ChannelClient(ClientWebSocket socket, TimeSpan patience) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    internal string? Protocol => socket.SubProtocol;

    internal ClientWebSocket Socket => socket;

    /// <summary>What came on each channel.</summary>
    internal Dictionary<byte, MemoryStream> Received { get; } = [];

    internal string Text(byte channel) => Received.TryGetValue(channel, out var bytes) ? Encoding.UTF8.GetString(bytes.ToArray()) : "";

    /// <summary>The Status that ended the command.</summary>
    internal JsonNode Status => JsonNode.Parse(Text(3))!;

    internal Task SendAsync(byte channel, string text) => SendAsync(channel, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a message, cut into WebSocket frames of that size.</summary>
    internal async Task SendAsync(byte channel, byte[] bytes, int frame = int.MaxValue)
    {
        byte[] message = [channel, .. bytes];
        for (var start = 0; start < message.Length;)
        {
            var length = Math.Min(frame, message.Length - start);
            await socket.SendAsync(message.AsMemory(start, length), WebSocketMessageType.Binary, start + length == message.Length, CancellationToken.None);
            start += length;
        }
    }

    /// <summary>Takes messages until one channel has this text.</summary>
    internal async Task UntilAsync(byte channel, string text)
    {
        while (!Text(channel).Contains(text, StringComparison.Ordinal))
            Assert.True(await TakeAsync(), $"the server closed; channel {channel} has \"{Text(channel)}\", the status is {Text(3)}");
    }

    /// <summary>Takes messages until the server closes, and answers its Close.</summary>
    internal async Task<WebSocketCloseStatus?> ToTheEndAsync()
    {
        while (await TakeAsync())
        {
        }
        if (socket.State == WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        return socket.CloseStatus;
    }

    public void Dispose() => socket.Dispose();

    private async Task<bool> TakeAsync()
    {
        MemoryStream? channel = null;
        while (true)
        {
            var received = await socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None).AsTask().WaitAsync(patience);
            if (received.MessageType == WebSocketMessageType.Close)
                return false;
            var bytes = _buffer.AsMemory(0, received.Count);
            if (channel is null && !bytes.IsEmpty)
            {
                channel = Received.TryGetValue(bytes.Span[0], out var known) ? known : Received[bytes.Span[0]] = new MemoryStream();
                bytes = bytes[1..];
            }
            channel?.Write(bytes.Span);
            if (received.EndOfMessage)
                return true;
        }
    }
}
