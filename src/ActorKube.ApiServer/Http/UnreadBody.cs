using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorKube.ApiServer.Http;

/// <summary>
/// Reads what an answer did not need of a request's body before the answer goes out. An answer that comes first makes an HTTP/2 client stop in the middle, and
/// the server keep the stream for seconds; some hundred of them are too many for one connection.
/// </summary>
/// <remarks>Source: Go's net/http, which reads up to 256 KiB of such a body before it answers.</remarks>
internal static class UnreadBody
{
    private const int Most = 256 << 10;

    /// <summary>Call this before the request is handled. Requests that may become streams are left alone.</summary>
    internal static void ReadBeforeAnswer(HttpContext http)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } && http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true })
            http.Response.OnStarting(static state => ReadAsync((HttpContext)state), http);
    }

    private static async Task ReadAsync(HttpContext http)
    {
        var buffer = new byte[4 << 10];
        var total = 0;
        while (total < Most && await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var read)
            total += read;
    }
}
