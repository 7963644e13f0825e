using System.Net;
using System.Net.Sockets;

namespace ActorKube.Palettes.Tests.Hosts;

/// <summary>Passes a port on, until it is cut: the connections then break as they do when the other process is killed.</summary>
internal sealed class CuttableProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _open = [];
    private readonly int _target;

    public CuttableProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Cut()
    {
        _listener.Stop();
        lock (_open)
        {
            foreach (var client in _open)
            {
                client.LingerState = new LingerOption(true, 0);
                client.Close();
            }
            _open.Clear();
        }
    }

    public void Dispose() => Cut();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                await far.ConnectAsync(IPAddress.Loopback, _target);
                lock (_open)
                    _open.AddRange([near, far]);
                _ = PassAsync(near.GetStream(), far.GetStream());
                _ = PassAsync(far.GetStream(), near.GetStream());
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private static async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to);
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
