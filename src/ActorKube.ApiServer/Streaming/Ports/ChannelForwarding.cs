using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net.WebSockets;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.ApiServer.Streaming.Upgrades;
using ActorKube.Model.Objects;

namespace ActorKube.ApiServer.Streaming.Ports;

/// <summary>
/// Port-forward over WebSocket channels, as client libraries use it: one connection a port, with channel 2i for its data and 2i+1 for its errors, each of which
/// begins with the port's number.
/// </summary>
/// <remarks>Source: the kubelet's port-forward over WebSockets, https://github.com/kubernetes/kubernetes/blob/v1.32.0/pkg/kubelet/portforward/websocket.go.</remarks>
internal sealed class ChannelForwarding(WebSocket socket, ImmutableArray<int> ports, ApiObject pod, ContainerGateway nodes, CancellationTokenSource life)
{
    /// <summary>How long a client may take to answer a Close.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _writing = new(1);

    internal async Task RunAsync()
    {
        ImmutableArray<ForwardedConnection> connections = [.. ports.Select((port, index) => new ForwardedConnection(pod, port, nodes, new Client(this, index)))];
        var receiving = ReceiveAsync(connections);
        try
        {
            for (var index = 0; index < ports.Length; index++)
            {
                var number = new byte[sizeof(ushort)];
                BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)ports[index]);
                await SendAsync(DataOf(index), number, life.Token);
                await SendAsync(ErrorOf(index), number, life.Token);
            }
            await Task.WhenAll(connections.Select(connection => connection.RunAsync(life.Token)));
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", life.Token);
            life.CancelAfter(Farewell);
        }
        catch (Exception fault) when (StreamFaults.IsGone(fault))
        {
            // The client is gone: there is nobody to tell.
            await life.CancelAsync();
        }
        await receiving;
        _writing.Dispose();
    }

    private async Task ReceiveAsync(ImmutableArray<ForwardedConnection> connections)
    {
        try
        {
            var buffer = new byte[32 * 1024];
            for (byte? channel = null; ;)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), life.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                var bytes = buffer.AsMemory(0, received.Count);
                if (channel is null && !bytes.IsEmpty)
                    (channel, bytes) = (bytes.Span[0], bytes[1..]);
                // Only data channels are read; what a client sends on an error channel is passed over.
                if (channel is { } number && number % 2 == 0 && number / 2 < connections.Length)
                    await connections[number / 2].PutAsync(bytes.ToArray(), life.Token);
                if (received.EndOfMessage)
                    channel = null;
            }
        }
        catch (Exception fault) when (StreamFaults.IsGone(fault))
        {
            // The client is gone.
        }
        await life.CancelAsync();
    }

    private async Task SendAsync(byte channel, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await ChannelMessage.SendAsync(socket, channel, bytes, cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static byte DataOf(int index) => (byte)(2 * index);

    private static byte ErrorOf(int index) => (byte)((2 * index) + 1);

    private sealed class Client(ChannelForwarding forwarding, int index) : IForwardingClient
    {
        public Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => forwarding.SendAsync(DataOf(index), bytes, cancellation);

        public Task EndAsync(ReadOnlyMemory<byte> error, CancellationToken cancellation) =>
            error.IsEmpty ? Task.CompletedTask : forwarding.SendAsync(ErrorOf(index), error, cancellation);
    }
}
