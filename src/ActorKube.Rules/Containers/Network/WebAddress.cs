using System.Globalization;

namespace ActorKube.Rules.Containers.Network;

/// <summary>A URL as people type it: the scheme may be left out.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Host">The host.</param>
/// <param name="Port">The port.</param>
/// <param name="Target">Path and query.</param>
internal sealed record WebAddress(string Scheme, string Host, int Port, string Target)
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    /// <summary>Reads it; null if it is none.</summary>
    internal static WebAddress? Parse(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal) is > 0 and var at ? text[..at] : "http";
        var rest = text.Contains("://", StringComparison.Ordinal) ? text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..] : text;
        var end = rest.AsSpan().IndexOfAny('/', '?');
        var (authority, target) = end < 0 ? (rest, "/") : (rest[..end], rest[end] == '/' ? rest[end..] : "/" + rest[end..]);
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = authority.LastIndexOf(':');
        var port = scheme == "https" ? HttpsPort : HttpPort;
        if (colon >= 0 && (!int.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > 65535))
            return null;
        var host = colon >= 0 ? authority[..colon] : authority;
        return scheme is "http" or "https" && host.Length > 0 ? new(scheme, host, port, target) : null;
    }

    /// <summary>The last part of the path, which a download is saved as.</summary>
    internal string FileName => Target.Split('?')[0] is var path && path[(path.LastIndexOf('/') + 1)..] is { Length: > 0 } name ? name : "index.html";
}
