using System.Runtime.CompilerServices;
using ActorKube.Palettes.Contract;
using Grpc.Core;
using Grpc.Net.Client;

namespace ActorKube.Pbm.Hosts;

/// <summary>The connection to a palette host. It is made with the first call, and again after it was lost.</summary>
internal sealed class HostConnection : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DownloadTimeout = TimeSpan.FromSeconds(5);

    // A host that was stopped still holds its connections: pings tell that it is dead.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(3);

    private readonly GrpcChannel _channel;
    private readonly PaletteHost.PaletteHostClient _client;
    private PaletteCatalogue? _catalogue;

    public HostConnection(HostAddress address)
    {
        Address = address;
        _channel = GrpcChannel.ForAddress(address.Uri, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                UseProxy = false,
                ConnectTimeout = ConnectTimeout,
                KeepAlivePingDelay = PingDelay,
                KeepAlivePingTimeout = PingTimeout,
                EnableMultipleHttp2Connections = true,
            },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = null,
        });
        _client = new(_channel);
    }

    public HostAddress Address { get; }

    /// <summary>The palettes of the host, downloaded once.</summary>
    /// <exception cref="HostFaultException">The host can't be reached.</exception>
    public async Task<PaletteCatalogue> DownloadAsync(CancellationToken cancellation)
    {
        try
        {
            return _catalogue ??= await _client.DownloadAsync(
                new DownloadRequest(), new CallOptions(deadline: TimeProvider.System.GetUtcNow().Add(DownloadTimeout).UtcDateTime, cancellationToken: cancellation));
        }
        catch (RpcException failed)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new HostFaultException(failed.StatusCode switch
            {
                StatusCode.Unavailable => $"no pbm host answers at {Address}: start a cluster with `actorkube up`, or name another host as HOST:PORT",
                StatusCode.DeadlineExceeded => $"the pbm host at {Address} hasn't answered for {DownloadTimeout.TotalSeconds} s: its process may be stopped or overloaded",
                _ => $"what answers at {Address} is not a pbm host: name the port that `actorkube status` shows as pbm",
            });
        }
    }

    /// <summary>Runs a command; the parts come as the host sends them.</summary>
    /// <exception cref="HostFaultException">The host was lost.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async IAsyncEnumerable<OutputPart> ExecuteAsync(ExecuteRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var call = _client.Execute(request, cancellationToken: cancellation);
        while (await NextAsync(call.ResponseStream, request, cancellation))
            yield return call.ResponseStream.Current;
    }

    /// <summary>Begins a command that exchanges bytes with this program; the caller sends the request as its first input.</summary>
    public HostCall Interact(ExecuteRequest request, CancellationToken cancellation) =>
        new(_client.Interact(cancellationToken: cancellation), (failed, cancelled) => FaultOf(failed, request, cancelled));

    public void Dispose() => _channel.Dispose();

    private async Task<bool> NextAsync(IAsyncStreamReader<OutputPart> parts, ExecuteRequest request, CancellationToken cancellation)
    {
        try
        {
            return await parts.MoveNext(cancellation);
        }
        catch (RpcException failed)
        {
            throw FaultOf(failed, request, cancellation);
        }
    }

    private HostFaultException FaultOf(RpcException failed, ExecuteRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(failed.StatusCode == StatusCode.ResourceExhausted
            ? $"the host at {Address} refuses so large a request: split the file"
            : $"the host at {Address} was lost while `{request.Palette} {request.Command}` ran: its process was killed or stopped, or the connection was cut");
    }
}
