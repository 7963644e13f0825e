using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.ApiServer.Http;
using ActorKube.ApiServer.Reads;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Writes;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Writes;

/// <summary>Creates, updates and patches, of objects and of those subresources that are a part of an object.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply.</remarks>
internal static class ObjectWrites
{
    private const string JsonPatch = "application/json-patch+json";
    private const string MergePatch = "application/merge-patch+json";
    private const string StrategicMergePatch = "application/strategic-merge-patch+json";
    private const string ApplyPatch = "application/apply-patch+yaml";

    internal static async Task CreateAsync(ApiRequest request)
    {
        var body = await RequestBody.ReadObjectAsync(request.Http, request.LargestBody);
        var (options, refusal) = WriteQuery.Read(request.Http, "CreateOptions", isApply: false);
        if ((body.Refusal ?? refusal ?? Missing(body)) is { } refused)
            await request.RefuseAsync(refused);
        else
            await SubmitAsync(request, new CreateObject(request.Target.Key, body.Json) { Options = options });
    }

    internal static async Task UpdateAsync(ApiRequest request, Subresource part)
    {
        var body = await RequestBody.ReadObjectAsync(request.Http, request.LargestBody);
        var (options, refusal) = WriteQuery.Read(request.Http, "UpdateOptions", isApply: false);
        if ((body.Refusal ?? refusal ?? Missing(body)) is { } refused)
            await request.RefuseAsync(refused);
        else
            await SubmitAsync(request, new ReplaceObject(request.Target.Key, body.Json, part) { Options = options });
    }

    internal static async Task PatchAsync(ApiRequest request, Subresource part)
    {
        var mediaType = RequestBody.MediaType(request.Http.Request);
        PatchType? type = mediaType switch
        {
            JsonPatch => PatchType.Json,
            MergePatch => PatchType.Merge,
            StrategicMergePatch => PatchType.StrategicMerge,
            ApplyPatch => PatchType.Apply,
            _ => null,
        };
        if (type is null)
        {
            await request.RefuseAsync(new(RefusalReason.UnsupportedMediaType,
                $"the body of the request was in an unknown format - accepted media types include: {JsonPatch}, {MergePatch}, {StrategicMergePatch}, {ApplyPatch}"));
            return;
        }
        var body = await RequestBody.ReadAsync(request.Http, request.LargestBody);
        if (type == PatchType.Apply && body.Refusal is null)
            body = RequestBody.FromYaml(body.Json);
        var (options, refusal) = WriteQuery.Read(request.Http, "PatchOptions", type == PatchType.Apply);
        if ((body.Refusal ?? refusal ?? Missing(body)) is { } refused)
            await request.RefuseAsync(refused);
        else
            await SubmitAsync(request, new PatchObject(request.Target.Key, type.Value, body.Json, part) { Options = options });
    }

    private static Refusal? Missing(RequestBody body) => body.Json.IsEmpty ? new(RefusalReason.BadRequest, "the body of the request is empty") : null;

    private static async Task SubmitAsync(ApiRequest request, Write write)
    {
        var result = await request.Gateway.WriteAsync(write);
        request.Warn(result.Warnings);
        if (result.Refusal is { } refusal)
        {
            await StatusResponse.WriteAsync(request.Http, refusal, request.Target.Subject with { Name = NameOf(write) });
            return;
        }
        var statusCode = result.Outcome == WriteOutcome.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        if (PartOf(write) == Subresource.Scale)
            await JsonResponse.WriteAsync(request.Http, statusCode, ScaleRules.Of(result.Object!));
        else
            await GetResponse.WriteAsync(request.Http, result.Object!, request.Printer(), statusCode);
    }

    // A new object has no name in its URL, but clients print the one of the Status.
    private static string NameOf(Write write)
    {
        if (write is not CreateObject create || write.Key.Name.Length > 0)
            return write.Key.Name;
        try
        {
            return JsonNode.Parse(create.Json.Span) is JsonObject tree && tree["metadata"] is JsonObject metadata && metadata["name"] is JsonValue name
                && name.TryGetValue<string>(out var text) ? text : "";
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return "";
        }
    }

    private static Subresource PartOf(Write write) => write switch
    {
        ReplaceObject replace => replace.Subresource,
        PatchObject patch => patch.Subresource,
        _ => Subresource.None,
    };
}
