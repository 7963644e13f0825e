using System.Net;
using System.Net.Sockets;
using ActorKube.Palettes.Contract;
using ActorKube.Pbm.Hosts;

namespace ActorKube.Pbm.Interactions;

/// <summary>Listens at the ports that a command named, and runs a command for each connection; a slow connection holds up no other.</summary>
internal sealed class PortListener(HostConnection host, Action<string> say, Action<string> complain)
{
    /// <summary>Goes on until it is cancelled. Returns false if a port can't be had; then none is open.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<bool> RunAsync(IReadOnlyList<Listener> listeners, CancellationToken cancellation)
    {
        var open = new List<(TcpListener Socket, Listener Listener)>();
        try
        {
            foreach (var listener in listeners)
                if (!Open(listener, open))
                    return false;
            foreach (var (socket, listener) in open)
                say($"Forwarding from {socket.LocalEndpoint} -> {listener.Towards}");
            await Task.WhenAll(open.Select(one => AcceptAsync(one.Socket, one.Listener, cancellation)));
            return true;
        }
        finally
        {
            foreach (var (socket, _) in open)
                socket.Dispose();
        }
    }

    private bool Open(Listener listener, List<(TcpListener Socket, Listener Listener)> open)
    {
        var socket = new TcpListener(IPAddress.Loopback, listener.LocalPort);
        try
        {
            socket.Start();
        }
        catch (SocketException taken)
        {
            socket.Dispose();
            complain($"unable to listen on port {listener.LocalPort}: {taken.Message}; name another one as LOCAL:{listener.Towards}");
            return false;
        }
        open.Add((socket, listener));
        var port = ((IPEndPoint)socket.LocalEndpoint).Port;
        var six = new TcpListener(IPAddress.IPv6Loopback, port);
        try
        {
            six.Start();
            open.Add((six, listener));
        }
        catch (SocketException)
        {
            // A machine without IPv6, or with something else there: one of the two addresses is enough.
            six.Dispose();
        }
        return true;
    }

    private async Task AcceptAsync(TcpListener socket, Listener listener, CancellationToken cancellation)
    {
        while (true)
        {
            var connection = await socket.AcceptTcpClientAsync(cancellation);
            say($"Handling connection for {((IPEndPoint)socket.LocalEndpoint).Port}");
            _ = PassAsync(connection, listener, cancellation);
        }
    }

    private async Task PassAsync(TcpClient connection, Listener listener, CancellationToken cancellation)
    {
        try
        {
            using (connection)
            {
                connection.NoDelay = true;
                var stream = connection.GetStream();
                var completed = await new Exchange(host, stream, stream, Stream.Null, complain).RunAsync(listener.Each, watchSize: null, cancellation);
                if (completed.Error.Length > 0)
                    complain(completed.Error);
            }
        }
        catch (HostFaultException lost)
        {
            complain(lost.Message);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // Whoever connected is gone, or nothing is forwarded any more.
        }
    }
}
