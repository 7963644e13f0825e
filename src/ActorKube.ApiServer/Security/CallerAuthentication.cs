using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorKube.ApiServer.Storage;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Security;

/// <summary>
/// Finds out who a caller is: by a client certificate of the cluster's authority, the administrator's token, or a service account's. Whoever is known is an
/// administrator: there is no authorization yet.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/.</remarks>
/// <param name="authority">The authority's certificate.</param>
/// <param name="adminToken">The administrator's bearer token.</param>
/// <param name="tokens">Tokens of service accounts.</param>
/// <param name="gateway">To see whether a service account still exists.</param>
/// <param name="time">Real time.</param>
public sealed class CallerAuthentication(
    X509Certificate2 authority, string adminToken, ServiceAccountTokens tokens, StoreGateway gateway, TimeProvider time)
{
    private const string Bearer = "Bearer ";

    private readonly byte[] _adminToken = Encoding.UTF8.GetBytes(adminToken);

    /// <summary>Who asks; null if that can't be known.</summary>
    internal async Task<CallerIdentity?> IdentifyAsync(HttpContext http)
    {
        if (await ProvenAsync(http) is not { } caller)
            return null;
        // Administrators may act as anybody, and everybody is one.
        return http.Request.Headers["Impersonate-User"].ToString() is { Length: > 0 } other
            ? CallerIdentity.Of(other, http.Request.Headers["Impersonate-Uid"].ToString(), http.Request.Headers["Impersonate-Group"].Select(group => group ?? ""))
            : caller;
    }

    /// <summary>Who a service account's token stands for; null if it is not good for this audience.</summary>
    internal async Task<CallerIdentity?> IdentifyAsync(string token, string audience)
    {
        if (audience.Length == 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _adminToken))
            return CallerIdentity.Of("kubernetes-admin", "", ["system:masters"]);
        if (await tokens.ReadAsync(token, audience, time.GetUtcNow()) is not var (@namespace, name, uid))
            return null;
        var key = new ResourceKey(KindCatalogue.ServiceAccount, @namespace, name);
        return gateway.Find(key)?.Metadata.Uid == uid
            ? CallerIdentity.Of(ServiceAccountTokens.UserName(key), uid, ["system:serviceaccounts", $"system:serviceaccounts:{@namespace}"])
            : null;
    }

    private async Task<CallerIdentity?> ProvenAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return await IdentifyAsync(header[Bearer.Length..].Trim(), "");
        if (http.Connection.ClientCertificate is not { } certificate)
            return null;
        // A chain takes milliseconds to verify, and a connection has one certificate for its life.
        var connection = http.Features.Get<IConnectionItemsFeature>()?.Items;
        if (connection?.TryGetValue(typeof(CallerIdentity), out var known) == true)
            return (CallerIdentity?)known;
        var caller = IsOurs(certificate) ? Of(certificate) : null;
        if (connection is not null)
            connection[typeof(CallerIdentity)] = caller;
        return caller;
    }

    private bool IsOurs(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().LocalDateTime;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    private static CallerIdentity Of(X509Certificate2 certificate)
    {
        var names = certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements)
            .ToLookup(part => part.GetSingleElementType().Value, part => part.GetSingleElementValue() ?? "");
        return CallerIdentity.Of(names["2.5.4.3"].FirstOrDefault(""), "", names["2.5.4.10"]);
    }
}
