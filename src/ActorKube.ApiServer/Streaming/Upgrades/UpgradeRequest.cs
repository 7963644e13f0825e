using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Streaming.Upgrades;

/// <summary>To what a request wants its connection to be upgraded.</summary>
internal enum UpgradeKind
{
    /// <summary>To nothing.</summary>
    None,

    /// <summary>To a WebSocket.</summary>
    WebSocket,

    /// <summary>To SPDY/3.1.</summary>
    Spdy,
}

/// <summary>The upgrade that a request asks for, and the protocols that it offers for it, the best first.</summary>
internal sealed record UpgradeRequest(UpgradeKind Kind, IReadOnlyList<string> Protocols)
{
    internal const string WebSocketProtocols = "Sec-WebSocket-Protocol";
    internal const string SpdyProtocols = "X-Stream-Protocol-Version";
    internal const string Spdy31 = "SPDY/3.1";

    internal static UpgradeRequest Of(HttpRequest request)
    {
        var upgrade = request.Headers.Upgrade.ToString();
        var kind = !Listed(request, "Connection").Contains("upgrade", StringComparer.OrdinalIgnoreCase) ? UpgradeKind.None
            : upgrade.Equals("websocket", StringComparison.OrdinalIgnoreCase) ? UpgradeKind.WebSocket
            : upgrade.Equals(Spdy31, StringComparison.OrdinalIgnoreCase) ? UpgradeKind.Spdy
            : UpgradeKind.None;
        return new(kind, Listed(request, kind == UpgradeKind.Spdy ? SpdyProtocols : WebSocketProtocols));
    }

    /// <summary>The first of these that is offered; null if none is.</summary>
    internal string? Choose(params ReadOnlySpan<string> known)
    {
        foreach (var protocol in known)
            if (Protocols.Contains(protocol))
                return protocol;
        return null;
    }

    private static List<string> Listed(HttpRequest request, string header) =>
        [.. request.Headers[header].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
