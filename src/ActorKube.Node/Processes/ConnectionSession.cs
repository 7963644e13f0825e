using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using ActorKube.Model.Refusals;
using ActorKube.Node.Sessions;
using ActorKube.Protocol;
using ActorKube.Protocol.Containers;

namespace ActorKube.Node.Processes;

/// <summary>A connection to a port on which a process container listens: at the pod's address, or else at 127.0.0.1.</summary>
/// <param name="address">The pod's address.</param>
/// <param name="port">The port.</param>
/// <param name="refused">What to say if nobody listens.</param>
internal sealed class ConnectionSession(string address, int port, Refusal refused) : IContainerSession
{
    private const int PieceBytes = 16 * 1024;
    private const int PiecesWaiting = 4;

    private readonly BoundedQueue<ReadOnlyMemory<byte>> _received = new(PiecesWaiting);
    private readonly Channel<ReadOnlyMemory<byte>> _toSend = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new() { SingleReader = true });
    private readonly CancellationTokenSource _closed = new();
    private ISessionHost _host = null!;
    private int _sent;
    private bool _isRefused;

    public void Start(ISessionHost host)
    {
        _host = host;
        _ = RunAsync();
    }

    // What waits here is within what the host has granted.
    public void Input(ReadOnlyMemory<byte> bytes) => _toSend.Writer.TryWrite(bytes);

    public void EndInput() => _toSend.Writer.TryComplete();

    public void Resize(int width, int height)
    {
    }

    public void Proceed()
    {
        if (Interlocked.Exchange(ref _sent, 0) is > 0 and var sent)
            _host.Consumed(sent);
        while (_host.HasRoom && _received.TryRead(out var bytes))
            _host.Write(SessionStream.Stdout, bytes);
        if (!_received.IsAtEnd)
            return;
        if (Volatile.Read(ref _isRefused))
            _host.Fail(refused);
        else
            _host.Exit(0);
    }

    public void ContainerEnded() => _closed.Cancel();

    public void Close() => _closed.Cancel();

    private async Task RunAsync()
    {
        try
        {
            using var socket = await ConnectAsync(IPAddress.Parse(address)).ConfigureAwait(false) ?? await ConnectAsync(IPAddress.Loopback).ConfigureAwait(false);
            if (socket is null)
                Volatile.Write(ref _isRefused, true);
            else
                await Task.WhenAll(ReceiveAsync(socket), SendAsync(socket)).ConfigureAwait(false);
        }
        catch (Exception over) when (over is SocketException or OperationCanceledException or FormatException)
        {
            // Either side has closed the connection; there is nothing more to carry.
        }
        _received.Complete();
        _host.Poke();
    }

    private async Task<Socket?> ConnectAsync(IPAddress to)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(to, port, _closed.Token).ConfigureAwait(false);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private async Task ReceiveAsync(Socket socket)
    {
        var buffer = new byte[PieceBytes];
        int read;
        while ((read = await socket.ReceiveAsync(buffer, _closed.Token).ConfigureAwait(false)) > 0)
        {
            await _received.WriteAsync(buffer.AsMemory(0, read).ToArray(), _closed.Token).ConfigureAwait(false);
            _host.Poke();
        }
        // A server that has said all closes the connection; what the client still sends has nobody to go to.
        await _closed.CancelAsync().ConfigureAwait(false);
    }

    private async Task SendAsync(Socket socket)
    {
        await foreach (var bytes in _toSend.Reader.ReadAllAsync(_closed.Token).ConfigureAwait(false))
        {
            await socket.SendAsync(bytes, _closed.Token).ConfigureAwait(false);
            Interlocked.Add(ref _sent, bytes.Length);
            _host.Poke();
        }
        socket.Shutdown(SocketShutdown.Send);
    }
}
