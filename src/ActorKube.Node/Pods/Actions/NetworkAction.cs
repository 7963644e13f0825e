using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using ActorKube.Rules.Pods;

namespace ActorKube.Node.Pods.Actions;

/// <summary>
/// An action that really goes over the network: to a container whose process is real, or to another host than the pod. It never leaves the machine: only addresses of
/// the loopback range are tried.
/// </summary>
internal static class NetworkAction
{
    // Certificates aren't looked at, as in a kubelet; redirects count as answers.
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Carries it out.</summary>
    /// <param name="action">HttpGet, TcpSocket or Grpc.</param>
    /// <param name="address">The pod's address, for an action that names no host.</param>
    /// <param name="anyStatus">True if any HTTP status will do.</param>
    /// <param name="timeout">Real time.</param>
    internal static async Task<ActionOutcome> RunAsync(ContainerAction action, string address, bool anyStatus, TimeSpan timeout)
    {
        var host = action switch { ContainerAction.HttpGet { Host: { Length: > 0 } named } => named, ContainerAction.TcpSocket { Host: { Length: > 0 } named } => named, _ => address };
        if (host != "localhost" && !(IPAddress.TryParse(host, out var parsed) && IPAddress.IsLoopback(parsed)))
            return ActionOutcome.Failure($"{host} is not on this machine, and nothing else is reached from here");
        using var late = new CancellationTokenSource(timeout);
        try
        {
            return action switch
            {
                ContainerAction.HttpGet get => await GetAsync(get, address, anyStatus, late.Token).ConfigureAwait(false),
                ContainerAction.TcpSocket tcp => await ConnectAsync(host, tcp.Port, late.Token).ConfigureAwait(false),
                ContainerAction.Grpc grpc => await HealthQuestion.AskAsync(address, grpc, late.Token).ConfigureAwait(false),
                _ => ActionOutcome.Error("invalid handler"),
            };
        }
        catch (OperationCanceledException)
        {
            return ActionWords.TimedOut(action, address);
        }
        catch (Exception fault) when (fault is HttpRequestException or SocketException or IOException)
        {
            return fault is SocketException { SocketErrorCode: SocketError.ConnectionRefused } or { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } }
                ? ActionWords.Refused(action, address)
                : ActionOutcome.Failure(action is ContainerAction.HttpGet get ? $"Get \"{ActionWords.Url(get, address)}\": {fault.Message}" : fault.Message);
        }
    }

    private static async Task<ActionOutcome> GetAsync(ContainerAction.HttpGet get, string address, bool anyStatus, CancellationToken late)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ActionWords.Url(get, address));
        request.Headers.ConnectionClose = true;
        request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.32");
        foreach (var (name, value) in get.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        using var answer = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late).ConfigureAwait(false);
        return ActionWords.HttpStatus((int)answer.StatusCode, anyStatus);
    }

    private static async Task<ActionOutcome> ConnectAsync(string host, int port, CancellationToken late)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(host, port, late).ConfigureAwait(false);
        return ActionOutcome.Success;
    }
}
