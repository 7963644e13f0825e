using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorKube.Model.Pods;
using ActorKube.Node.Nodes;
using Akka.Actor;

namespace ActorKube.Node.Network;

/// <summary>
/// The real sockets of a pod: one at its address for each port at which something simulated listens, and one at the node's for each host port before such a port, as far
/// as the process may have more. Belongs to the pod's actor.
/// </summary>
/// <param name="address">The pod's address.</param>
/// <param name="nodeAddress">The node's address.</param>
/// <param name="budget">How many sockets the process may have.</param>
/// <param name="pod">The pod's actor, which gets a <see cref="ConnectionCame"/> a connection.</param>
internal sealed class PodPorts(string address, string nodeAddress, SocketBudget budget, IActorRef pod)
{
    private const int Backlog = 64;

    private Dictionary<OpenPort, Socket>? _open;

    /// <summary>Opens and closes sockets until these ports are open. Returns why one of them isn't, if nobody was told so yet; null otherwise.</summary>
    /// <param name="listening">The ports at which something listens.</param>
    /// <param name="hostPorts">The node's ports that the pod takes.</param>
    internal string? Keep(IReadOnlyCollection<int> listening, ImmutableArray<HostPort> hostPorts)
    {
        OpenPort[] ports =
        [
            .. listening.Select(port => new OpenPort(address, port, port)),
            .. hostPorts.Where(port => port.Protocol == "TCP" && listening.Contains(port.ContainerPort) && address != nodeAddress)
                .Select(port => new OpenPort(port.Address == HostPort.Everywhere ? nodeAddress : port.Address, port.Number, port.ContainerPort)),
        ];
        if (ports.Length == 0 && _open is null)
            return null;
        _open ??= [];
        foreach (var port in _open.Keys.Except(ports).ToList())
            Close(port);
        string? complaint = null;
        foreach (var port in ports.Except(_open.Keys).ToList())
            complaint ??= Open(port);
        return complaint is not null && budget.ShouldTell() ? complaint : null;
    }

    /// <summary>Nothing answers a connection after all.</summary>
    internal void Refuse(ConnectionCame came)
    {
        came.Socket.Dispose();
        budget.GiveConnection();
    }

    internal void Close()
    {
        foreach (var port in _open?.Keys.ToList() ?? [])
            Close(port);
    }

    private string? Open(OpenPort wanted)
    {
        var (at, port, inside) = wanted;
        if (!budget.TakeListener())
            return $"Port {port.ToString(CultureInfo.InvariantCulture)} is not opened at {at}: this worker has its {budget.Listeners.ToString(CultureInfo.InvariantCulture)} sockets (actorkube.node.sockets). kubectl port-forward reaches the pod all the same; further pods are not told.";
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Parse(at), port));
            socket.Listen(Backlog);
        }
        catch (Exception caught) when (caught is SocketException or FormatException)
        {
            var fault = caught as SocketException ?? new SocketException((int)SocketError.AddressNotAvailable);
            socket.Dispose();
            budget.GiveListener();
            return fault.SocketErrorCode == SocketError.AddressNotAvailable
                ? $"Port {port.ToString(CultureInfo.InvariantCulture)} is not opened: this platform has no address {at} (only Linux has all of 127.0.0.0/8). kubectl port-forward reaches the pod all the same; further pods are not told."
                : $"Port {port.ToString(CultureInfo.InvariantCulture)} is not opened at {at}: {fault.Message}. kubectl port-forward reaches the pod all the same; further pods are not told.";
        }
        _open![wanted] = socket;
        _ = Accept(socket, inside);
        return null;
    }

    private void Close(OpenPort port)
    {
        if (!_open!.Remove(port, out var socket))
            return;
        socket.Dispose();
        budget.GiveListener();
    }

    private async Task Accept(Socket listener, int port)
    {
        while (true)
        {
            try
            {
                var connection = await listener.AcceptAsync().ConfigureAwait(false);
                if (budget.TakeConnection())
                    pod.Tell(new ConnectionCame(port, connection));
                else
                    connection.Dispose();
            }
            catch (SocketException fault) when (fault.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // The client was gone before it was taken.
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private sealed record OpenPort(string Address, int Number, int Inside);
}

/// <summary>Somebody has connected to a port of the pod.</summary>
internal sealed record ConnectionCame(int Port, Socket Socket) : ILocalMessage;
