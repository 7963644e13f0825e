using System.Net.WebSockets;

namespace ActorKube.ApiServer.Streaming.Upgrades;

/// <summary>Messages whose first byte is their channel. Each is one frame: the C# client drops a first frame of one byte.</summary>
internal static class ChannelMessage
{
    internal static ValueTask SendAsync(WebSocket socket, byte channel, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var message = new byte[1 + bytes.Length];
        message[0] = channel;
        bytes.CopyTo(message.AsMemory(1));
        return socket.SendAsync(message.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellation);
    }
}
