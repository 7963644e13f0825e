using System.Net.Sockets;
using System.Text;

namespace ActorKube.ApiServer.Tests.Streaming;

/// <summary>A connection that was upgraded by hand, for tests that speak below a protocol.</summary>
internal sealed class RawSocket : IDisposable
{
    private readonly TcpClient _client;

    private RawSocket(TcpClient client, string head) => (_client, Stream, Head) = (client, client.GetStream(), head);

    internal NetworkStream Stream { get; }

    /// <summary>The head of the server's answer.</summary>
    internal string Head { get; }

    internal static async Task<RawSocket> UpgradeAsync(Uri address, string path, string to, params (string Name, string Value)[] headers)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var method = to == "websocket" ? "GET" : "POST";
        var more = to == "websocket" ? "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" : "Content-Length: 0\r\n";
        var lines = string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n"));
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: {to}\r\n{more}{lines}\r\n"));
        var head = new StringBuilder();
        var symbol = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await client.GetStream().ReadAsync(symbol) == 1)
            head.Append((char)symbol[0]);
        Assert.StartsWith("HTTP/1.1 101", head.ToString(), StringComparison.Ordinal);
        return new RawSocket(client, head.ToString());
    }

    internal void CloseSending() => _client.Client.Shutdown(SocketShutdown.Send);

    public void Dispose() => _client.Dispose();
}
