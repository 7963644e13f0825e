using System.Security.Cryptography;
using ActorKube.Model.Objects;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ActorKube.ApiServer.Security;

/// <summary>Makes and reads the signed tokens by which service accounts authenticate.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens.</remarks>
public sealed class ServiceAccountTokens
{
    /// <summary>Who the tokens say made them, and the audience that the API server itself takes.</summary>
    public const string Issuer = "https://kubernetes.default.svc.cluster.local";

    private const string Details = "kubernetes.io";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly ECDsaSecurityKey _key;

    /// <summary>Tokens signed with this key.</summary>
    public ServiceAccountTokens(ECDsa key) => _key = new ECDsaSecurityKey(key);

    /// <summary>A token of a service account.</summary>
    /// <param name="account">The ServiceAccount object.</param>
    /// <param name="audiences">Who shall take it; empty for the API server.</param>
    /// <param name="now">When it is made: real time, since clients compare it with their clocks.</param>
    /// <param name="life">How long it is good.</param>
    internal string Make(ApiObject account, IReadOnlyCollection<string> audiences, DateTimeOffset now, TimeSpan life) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer, IssuedAt = now.UtcDateTime, NotBefore = now.UtcDateTime, Expires = (now + life).UtcDateTime,
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
        Claims = new Dictionary<string, object>
        {
            ["aud"] = audiences.Count == 0 ? (string[])[Issuer] : [.. audiences],
            ["sub"] = UserName(account.Key),
            [Details] = new Dictionary<string, object>
            {
                ["namespace"] = account.Key.Namespace,
                ["serviceaccount"] = new Dictionary<string, object> { ["name"] = account.Key.Name, ["uid"] = account.Metadata.Uid },
            },
        },
    });

    /// <summary>Reads a token; null if it was not made here, has expired, or is for somebody else.</summary>
    /// <param name="token">The token.</param>
    /// <param name="audience">Who reads it; empty for the API server.</param>
    /// <param name="now">Real time.</param>
    /// <returns>Namespace, name and uid of the account.</returns>
    internal async Task<(string Namespace, string Name, string Uid)?> ReadAsync(string token, string audience, DateTimeOffset now)
    {
        var read = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer, ValidAudience = audience.Length == 0 ? Issuer : audience, IssuerSigningKey = _key,
            LifetimeValidator = (from, until, _, _) => from <= now.UtcDateTime && now.UtcDateTime < until,
        });
        if (!read.IsValid || !read.Claims.TryGetValue(Details, out var details))
            return null;
        using var json = System.Text.Json.JsonDocument.Parse(details.ToString() ?? "{}");
        var account = json.RootElement.GetProperty("serviceaccount");
        return (json.RootElement.GetProperty("namespace").GetString()!, account.GetProperty("name").GetString()!, account.GetProperty("uid").GetString()!);
    }

    /// <summary>The user name of a service account.</summary>
    internal static string UserName(ResourceKey account) => $"system:serviceaccount:{account.Namespace}:{account.Name}";
}
