using System.Text;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.Model.Objects;
using ActorKube.Protocol;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;

namespace ActorKube.ApiServer.Streaming.Ports;

/// <summary>One connection that a client forwards to a port of a pod: a session of its own, whose bytes go to and fro.</summary>
/// <param name="pod">The pod.</param>
/// <param name="port">The port.</param>
/// <param name="nodes">The way there.</param>
/// <param name="client">Where what comes from the port goes.</param>
internal sealed class ForwardedConnection(ApiObject pod, int port, ContainerGateway nodes, IForwardingClient client)
{
    /// <summary>Pieces from the client that wait for the port before the client has to.</summary>
    private const int MostWaiting = 16;

    private readonly BoundedQueue<ReadOnlyMemory<byte>> _fromClient = new(MostWaiting);

    /// <summary>Runs until the port closes the connection, or the client breaks it off.</summary>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        var (connection, refusal) = await nodes.OpenAsync(pod, window => new OpenPort(pod.Key, pod.Metadata.Uid, window, port), cancellation);
        if (connection is null)
        {
            await client.EndAsync(Encoding.UTF8.GetBytes(refusal!.Message), cancellation);
            return;
        }
        await using (connection)
        {
            var feeding = FeedAsync(connection, cancellation);
            while (await connection.ReadAsync(cancellation) is { } part)
                await client.SendAsync(part.Bytes, cancellation);
            _fromClient.Complete();
            await client.EndAsync(connection.Outcome.Refusal is { } failed ? Encoding.UTF8.GetBytes(failed.Message) : default, cancellation);
            await feeding;
        }
    }

    /// <summary>Bytes from the client; waits if too many wait already. After the port has closed they are passed over.</summary>
    internal async ValueTask PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (!bytes.IsEmpty)
            await _fromClient.WriteAsync(bytes, cancellation);
    }

    /// <summary>The client sends no more.</summary>
    internal void EndInput() => _fromClient.Complete();

    private async Task FeedAsync(IContainerConnection connection, CancellationToken cancellation)
    {
        await foreach (var bytes in _fromClient.ReadAllAsync(cancellation))
            await connection.WriteAsync(bytes, cancellation);
        connection.EndInput();
    }
}

/// <summary>The client's side of a forwarded connection.</summary>
internal interface IForwardingClient
{
    /// <summary>Sends bytes that came from the port.</summary>
    Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Says that the port has closed the connection, or what went wrong if the text isn't empty.</summary>
    Task EndAsync(ReadOnlyMemory<byte> error, CancellationToken cancellation);
}
