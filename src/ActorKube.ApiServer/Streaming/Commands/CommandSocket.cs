using System.Net.WebSockets;
using ActorKube.ApiServer.Streaming.Upgrades;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;

namespace ActorKube.ApiServer.Streaming.Commands;

/// <summary>
/// A command's streams over one WebSocket: the first byte of a message names its stream. The command's end is a Status on the error stream, then a Close; a client
/// that goes takes the session along.
/// </summary>
/// <remarks>Source: the WebSocket sub-protocols v4 and v5, https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/4006-transition-spdy-to-websockets.</remarks>
internal sealed class CommandSocket(WebSocket socket, IContainerConnection connection, bool hasClose, bool tellsCode, CancellationTokenSource life)
{
    private const byte Stdin = 0;
    private const byte Stdout = 1;
    private const byte Stderr = 2;
    private const byte Error = 3;
    private const byte Resize = 4;
    private const byte CloseChannel = 255;

    /// <summary>A message of a channel other than standard input is not larger than this; what is beyond is passed over.</summary>
    private const int LongestNote = 1024;

    /// <summary>How long a client may take to answer a Close.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    internal async Task RunAsync()
    {
        var receiving = ReceiveAsync();
        try
        {
            await SendAsync();
            life.CancelAfter(Farewell);
        }
        catch (Exception fault) when (StreamFaults.IsGone(fault))
        {
            // The client is gone: there is nobody to tell.
            await life.CancelAsync();
        }
        await receiving;
    }

    private async Task SendAsync()
    {
        while (await connection.ReadAsync(life.Token) is { } part)
            await ChannelMessage.SendAsync(socket, part.Stream == SessionStream.Stderr ? Stderr : Stdout, part.Bytes, life.Token);
        var outcome = tellsCode ? connection.Outcome : connection.Outcome with { ExitCode = 0 };
        await ChannelMessage.SendAsync(socket, Error, CommandStatus.Of(outcome), life.Token);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", life.Token);
    }

    private async Task ReceiveAsync()
    {
        try
        {
            await ReceiveMessagesAsync();
        }
        catch (Exception fault) when (StreamFaults.IsGone(fault))
        {
            // What is to be said about it is said by the end of the session.
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    private async Task ReceiveMessagesAsync()
    {
        var buffer = new byte[32 * 1024];
        var note = new List<byte>();
        byte? channel = null;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), life.Token);
            if (received.MessageType == WebSocketMessageType.Close)
                return;
            var bytes = buffer.AsMemory(0, received.Count);
            if (channel is null && !bytes.IsEmpty)
                (channel, bytes) = (bytes.Span[0], bytes[1..]);
            // Standard input goes on piece by piece, however large the client's messages are.
            if (channel == Stdin && !bytes.IsEmpty)
                await connection.WriteAsync(bytes.ToArray(), life.Token);
            else if (channel is not null)
                note.AddRange(bytes.Span[..Math.Min(bytes.Length, LongestNote - note.Count)]);
            if (!received.EndOfMessage)
                continue;
            Take(channel, [.. note]);
            note.Clear();
            channel = null;
        }
    }

    private void Take(byte? channel, ReadOnlySpan<byte> note)
    {
        if (channel == Resize && TerminalSize.Parse(note) is var (width, height))
            connection.Resize(width, height);
        else if (channel == CloseChannel && hasClose && note is [Stdin])
            connection.EndInput();
    }

}
