using System.Net;
using System.Net.Sockets;
using ActorKube.CommandLine;

namespace ActorKube.Launching;

/// <summary>Finds ports of the loopback address, and says plainly which one is taken.</summary>
internal static class FreePorts
{
    /// <summary>Ports that nobody has at this moment; all different.</summary>
    internal static IReadOnlyList<int> Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            foreach (var listener in listeners)
                listener.Start();
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Dispose();
        }
    }

    /// <summary>The ports from <paramref name="first"/> up, or free ones if it is zero.</summary>
    /// <exception cref="CommandFailedException">One of them is taken; the message names it and the option.</exception>
    internal static IReadOnlyList<int> From(int first, int count, string option)
    {
        if (first == 0)
            return Take(count);
        foreach (var port in Enumerable.Range(first, count))
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
            }
            catch (SocketException)
            {
                throw new CommandFailedException($"port {port} is in use. Choose another first port with {option} PORT, or free ones with {option} 0.");
            }
        }
        return [.. Enumerable.Range(first, count)];
    }
}
