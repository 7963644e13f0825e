using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using ActorKube.Rules.Containers.Network;

namespace ActorKube.Node.Network;

/// <summary>Carries questions to the network out over real sockets.</summary>
internal static class LoopbackClient
{
    /// <summary>The longest answer that is taken.</summary>
    private const int LongestAnswer = 16 * 1024 * 1024;

    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero,
    })
    { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };

    /// <summary>The answer.</summary>
    /// <param name="question">A request or a connection.</param>
    /// <param name="address">The address to ask.</param>
    /// <param name="timeout">Real time.</param>
    internal static async Task<NetworkAnswer> AskAsync(NetworkQuestion question, string address, TimeSpan timeout)
    {
        using var late = new CancellationTokenSource(timeout);
        try
        {
            if (question is RequestQuestion request)
                return await RequestAsync(request, address, late.Token).ConfigureAwait(false);
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address, question.Port, late.Token).ConfigureAwait(false);
            return new(NetworkFault.None) { Address = address };
        }
        catch (OperationCanceledException)
        {
            return new(NetworkFault.TimedOut) { Address = address };
        }
        catch (Exception fault) when (fault is HttpRequestException or SocketException or IOException or InvalidOperationException or FormatException)
        {
            var code = (fault as SocketException ?? fault.InnerException as SocketException)?.SocketErrorCode;
            return new(code switch
            {
                SocketError.ConnectionRefused => NetworkFault.Refused,
                SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.AddressNotAvailable => NetworkFault.Unreachable,
                _ => NetworkFault.Broken,
            })
            { Address = address };
        }
    }

    private static async Task<NetworkAnswer> RequestAsync(RequestQuestion question, string address, CancellationToken late)
    {
        using var request = new HttpRequestMessage(new HttpMethod(question.Method), new Uri($"http://{address}:{question.Port}{question.Target}"));
        request.Headers.ConnectionClose = true;
        request.Headers.Host = question.Host;
        if (!question.Body.IsEmpty)
            request.Content = new ReadOnlyMemoryContent(question.Body);
        foreach (var (name, value) in question.Headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        using var answer = await Client.SendAsync(request, late).ConfigureAwait(false);
        return new(NetworkFault.None)
        {
            Address = address, Status = (int)answer.StatusCode, Phrase = answer.ReasonPhrase ?? "",
            Headers = [.. answer.Headers.Concat(answer.Content.Headers).Select(field => (field.Key, string.Join(", ", field.Value)))],
            Body = await answer.Content.ReadAsByteArrayAsync(late).ConfigureAwait(false),
        };
    }
}
