using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.ApiServer.Http;
using ActorKube.ApiServer.Security;
using ActorKube.ApiServer.Writes;
using ActorKube.Model.Json;
using ActorKube.Model.Refusals;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Reviews;

/// <summary>
/// Answers who a caller or a token is, and what it may do. There is no authorization yet, so whoever is authenticated may do everything, and the answers say
/// so.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access.</remarks>
internal static class AccessReviews
{
    private const string Reason = "every authenticated caller is an administrator: there is no authorization yet";

    internal static async Task CreateAsync(ApiRequest request)
    {
        var body = await RequestBody.ReadObjectAsync(request.Http, request.LargestBody);
        if (body.Refusal is { } refusal)
        {
            await request.RefuseAsync(refusal);
            return;
        }
        try
        {
            var tree = body.Json.IsEmpty ? [] : CanonicalJson.Parse(body.Json.Span);
            // The class checks types and texts; the answer keeps what was asked.
            tree.Deserialize(request.Target.Kind.ModelType, CanonicalJson.Options);
            tree["apiVersion"] = request.Target.Kind.ApiVersion;
            tree["kind"] = request.Target.Kind.Kind;
            tree["metadata"] ??= new JsonObject { ["creationTimestamp"] = null };
            tree["status"] = await StatusAsync(request, tree["spec"] as JsonObject ?? []);
            await JsonResponse.WriteAsync(request.Http, StatusCodes.Status201Created, tree);
        }
        catch (JsonException fault)
        {
            var kind = request.Target.Kind;
            await request.RefuseAsync(new(RefusalReason.BadRequest, $"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: {fault.Message}"));
        }
    }

    private static async Task<JsonObject> StatusAsync(ApiRequest request, JsonObject spec)
    {
        var kind = request.Target.Kind;
        if (kind == ActionKinds.SelfSubjectReview)
            return new JsonObject { ["userInfo"] = UserInfo(request.Caller) };
        if (kind == ActionKinds.TokenReview)
            return await TokenStatusAsync(request, spec);
        return kind == ActionKinds.SelfSubjectRulesReview ? Rules() : new JsonObject { ["allowed"] = true, ["reason"] = Reason };
    }

    private static async Task<JsonObject> TokenStatusAsync(ApiRequest request, JsonObject spec)
    {
        var audiences = (spec["audiences"] as JsonArray)?.Select(audience => (string?)audience ?? "").ToList() ?? [];
        foreach (var audience in audiences.DefaultIfEmpty(""))
        {
            if (await request.Server.Authentication.IdentifyAsync((string?)spec["token"] ?? "", audience) is not { } caller)
                continue;
            var status = new JsonObject { ["authenticated"] = true, ["user"] = UserInfo(caller) };
            if (audience.Length > 0)
                status["audiences"] = new JsonArray(JsonValue.Create(audience));
            return status;
        }
        return new JsonObject { ["authenticated"] = false, ["user"] = new JsonObject(), ["error"] = "the token is not known, has expired, or is for another audience" };
    }

    private static JsonObject Rules() => new()
    {
        ["resourceRules"] = new JsonArray(new JsonObject { ["verbs"] = Star(), ["apiGroups"] = Star(), ["resources"] = Star() }),
        ["nonResourceRules"] = new JsonArray(new JsonObject { ["verbs"] = Star(), ["nonResourceURLs"] = Star() }),
        ["incomplete"] = false,
    };

    private static JsonArray Star() => ["*"];

    private static JsonObject UserInfo(CallerIdentity caller)
    {
        var info = new JsonObject { ["username"] = caller.Name };
        if (caller.Uid.Length > 0)
            info["uid"] = caller.Uid;
        info["groups"] = new JsonArray([.. caller.Groups.Select(group => JsonValue.Create(group))]);
        return info;
    }
}
