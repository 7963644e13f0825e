using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using ActorKube.Model.Refusals;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorKube.ApiServer.Streaming.Upgrades;

/// <summary>Takes a connection over from HTTP. By hand, since ASP.NET doesn't take the names of all Kubernetes protocols.</summary>
internal static class UpgradedConnection
{
    private const string WebSocketSeed = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Why the request can't be upgraded at all; null if it can.</summary>
    internal static Refusal? Fault(HttpContext http, UpgradeRequest request)
    {
        if (request.Kind == UpgradeKind.None || http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true })
            return new(RefusalReason.BadRequest, "Upgrade request required");
        if (request.Kind == UpgradeKind.WebSocket && (KeyOf(http) is null || http.Request.Headers.SecWebSocketVersion != "13"))
            return new(RefusalReason.BadRequest, "the request is no WebSocket handshake of version 13");
        return null;
    }

    /// <summary>Becomes a WebSocket of that protocol; none is named if it is empty.</summary>
    /// <remarks>Source: RFC 6455, section 4.2.2.</remarks>
    internal static async Task<WebSocket> ToWebSocketAsync(HttpContext http, string protocol, TimeSpan keepAlive)
    {
        var headers = http.Response.Headers;
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(KeyOf(http) + WebSocketSeed)));
        if (protocol.Length > 0)
            headers.SecWebSocketProtocol = protocol;
        return WebSocket.CreateFromStream(await UpgradeAsync(http), new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = keepAlive });
    }

    /// <summary>Becomes a SPDY/3.1 connection for that protocol.</summary>
    internal static Task<Stream> ToSpdyAsync(HttpContext http, string protocol)
    {
        http.Response.Headers.Upgrade = UpgradeRequest.Spdy31;
        http.Response.Headers[UpgradeRequest.SpdyProtocols] = protocol;
        return UpgradeAsync(http);
    }

    /// <summary>Cancelled when the client's connection is closed, or this server stops; an upgraded request isn't aborted by itself.</summary>
    internal static CancellationTokenSource LifeOf(HttpContext http) => CancellationTokenSource.CreateLinkedTokenSource(
        http.RequestAborted,
        http.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? CancellationToken.None,
        http.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None);

    private static Task<Stream> UpgradeAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status101SwitchingProtocols;
        http.Response.Headers.Connection = "Upgrade";
        return http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    private static string? KeyOf(HttpContext http)
    {
        var key = http.Request.Headers["Sec-WebSocket-Key"].ToString();
        return key.Length == 24 && key.EndsWith("==", StringComparison.Ordinal) ? key : null;
    }
}
