using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.ApiServer.Http;
using ActorKube.ApiServer.Reads;
using ActorKube.Model.Json;
using ActorKube.Model.Refusals;
using k8s.Models;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Writes;

/// <summary>Makes tokens of service accounts.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/.</remarks>
internal static class TokenRequests
{
    private const long DefaultSeconds = 3600;
    private const long LeastSeconds = 600;
    private const long MostSeconds = 1L << 32;

    internal static async Task CreateAsync(ApiRequest request)
    {
        var body = await RequestBody.ReadObjectAsync(request.Http, request.LargestBody);
        if ((body.Refusal ?? await ListResponse.FreshAsync(request.Target, null, request.Gateway)) is { } refusal)
        {
            await request.RefuseAsync(refusal);
            return;
        }
        if (request.Gateway.Find(request.Target.StoredKey) is not { } account)
        {
            await request.RefuseAsync(Refusal.NotFound(request.Target.Key));
            return;
        }
        V1TokenRequestSpec spec;
        try
        {
            spec = body.Json.IsEmpty ? new() : CanonicalJson.Read<Authenticationv1TokenRequest>(body.Json.Span).Spec ?? new();
        }
        catch (JsonException fault)
        {
            await request.RefuseAsync(new(RefusalReason.BadRequest, $"the body of the request can't be read as a TokenRequest: {fault.Message}"));
            return;
        }
        var seconds = spec.ExpirationSeconds ?? DefaultSeconds;
        if (seconds is < LeastSeconds or > MostSeconds)
        {
            var detail = seconds < LeastSeconds ? "may not specify a duration less than 10 minutes" : "may not specify a duration larger than 2^32 seconds";
            FieldFault fault = FieldFault.Invalid("spec.expirationSeconds", seconds, detail);
            await request.RefuseAsync(new(RefusalReason.Invalid, $"TokenRequest.authentication.k8s.io \"{account.Key.Name}\" is invalid: {fault}") { Faults = [fault] });
            return;
        }
        var now = TimeProvider.System.GetUtcNow();
        var token = request.Server.Tokens.Make(account, [.. spec.Audiences ?? []], now, TimeSpan.FromSeconds(seconds));
        await JsonResponse.WriteAsync(request.Http, StatusCodes.Status201Created, new JsonObject
        {
            ["kind"] = "TokenRequest", ["apiVersion"] = "authentication.k8s.io/v1",
            ["metadata"] = new JsonObject { ["name"] = account.Key.Name, ["namespace"] = account.Key.Namespace },
            ["spec"] = new JsonObject
            {
                ["audiences"] = new JsonArray([.. (spec.Audiences ?? [Security.ServiceAccountTokens.Issuer]).Select(audience => JsonValue.Create(audience))]),
                ["expirationSeconds"] = seconds,
            },
            ["status"] = new JsonObject { ["token"] = token, ["expirationTimestamp"] = now.AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture) },
        });
    }
}
