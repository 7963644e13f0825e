using System.Globalization;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.ApiServer.Streaming.Spdy;
using ActorKube.Model.Objects;

namespace ActorKube.ApiServer.Streaming.Ports;

/// <summary>
/// Port-forward over SPDY: for each of its local connections the client begins two streams with the same <c>requestid</c>, one for errors and one for data.
/// </summary>
/// <remarks>Source: the protocol portforward.k8s.io, https://github.com/kubernetes/kubernetes/blob/v1.32.0/pkg/kubelet/portforward/httpstream.go.</remarks>
internal sealed class SpdyForwarding(SpdyConnection spdy, ApiObject pod, ContainerGateway nodes, CancellationTokenSource life)
{
    private readonly Dictionary<string, Pair> _pairs = [];
    private readonly Dictionary<int, Pair> _byStream = [];

    internal async Task RunAsync()
    {
        try
        {
            await foreach (var happened in spdy.ReadAsync(life.Token))
                await TakeAsync(happened);
        }
        catch (Exception fault) when (StreamFaults.IsGone(fault))
        {
            // The client is gone, or doesn't speak the protocol: its connections end with it.
        }
        await life.CancelAsync();
        await Task.WhenAll(_pairs.Values.Select(pair => pair.Running).OfType<Task>());
    }

    private async Task TakeAsync(SpdyConnection.Event happened)
    {
        switch (happened)
        {
            case SpdyConnection.Event.Begun begun:
                await BeginAsync(begun);
                break;
            case SpdyConnection.Event.Data data when _byStream.TryGetValue(data.StreamId, out var pair) && pair.DataStream == data.StreamId:
                if (pair.Connection is { } connection)
                {
                    await connection.PutAsync(data.Bytes, life.Token);
                    if (data.IsLast)
                        connection.EndInput();
                }
                break;
            case SpdyConnection.Event.Broken broken when _byStream.TryGetValue(broken.StreamId, out var pair):
                await pair.Life.CancelAsync();
                break;
        }
    }

    private async Task BeginAsync(SpdyConnection.Event.Begun begun)
    {
        var (type, id) = (begun.Headers.GetValueOrDefault("streamtype"), begun.Headers.GetValueOrDefault("requestid", ""));
        Tidy();
        var known = _pairs.TryGetValue(id, out var pair);
        if (type is not ("error" or "data")
            || !int.TryParse(begun.Headers.GetValueOrDefault("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535
            || (known ? pair!.Has(type) : _pairs.Count >= nodes.Settings.ForwardedConnections))
        {
            await spdy.RefuseAsync(begun.StreamId, life.Token);
            return;
        }
        if (!known)
            _pairs[id] = pair = new Pair(CancellationTokenSource.CreateLinkedTokenSource(life.Token));
        pair!.Add(type, begun.StreamId);
        _byStream[begun.StreamId] = pair;
        await spdy.AcceptAsync(begun.StreamId, life.Token);
        if (pair is not { ErrorStream: { } error, DataStream: { } data })
            return;
        pair.Connection = new ForwardedConnection(pod, port, nodes, new Client(spdy, data, error));
        if (type == "data" && begun.IsLast)
            pair.Connection.EndInput();
        pair.Running = RunAsync(pair.Connection, pair.Life.Token);
    }

    private static async Task RunAsync(ForwardedConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection.RunAsync(cancellation);
        }
        catch (Exception fault) when (StreamFaults.IsGone(fault))
        {
            // The client has broken this connection off.
        }
    }

    private void Tidy()
    {
        foreach (var (id, pair) in _pairs.Where(each => each.Value.Running is { IsCompleted: true }).ToList())
        {
            _pairs.Remove(id);
            foreach (var stream in new[] { pair.ErrorStream, pair.DataStream }.OfType<int>())
                _byStream.Remove(stream);
            pair.Life.Dispose();
        }
    }

    private sealed class Pair(CancellationTokenSource life)
    {
        internal CancellationTokenSource Life => life;

        internal int? ErrorStream { get; private set; }

        internal int? DataStream { get; private set; }

        internal ForwardedConnection? Connection { get; set; }

        internal Task? Running { get; set; }

        internal bool Has(string type) => (type == "error" ? ErrorStream : DataStream) is not null;

        internal void Add(string type, int stream)
        {
            if (type == "error")
                ErrorStream = stream;
            else
                DataStream = stream;
        }
    }

    private sealed class Client(SpdyConnection spdy, int data, int error) : IForwardingClient
    {
        public Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => spdy.SendAsync(data, bytes, isLast: false, cancellation);

        public async Task EndAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation)
        {
            await spdy.SendAsync(error, text, isLast: true, cancellation);
            await spdy.SendAsync(data, default, isLast: true, cancellation);
        }
    }
}
