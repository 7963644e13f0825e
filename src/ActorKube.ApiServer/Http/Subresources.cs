using ActorKube.ApiServer.Reads;
using ActorKube.ApiServer.Streaming;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.ApiServer.Writes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Writes;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Http;

/// <summary>Sends requests for subresources to whoever answers them: one line a subresource.</summary>
internal static class Subresources
{
    internal static Task HandleAsync(ApiRequest request, string verb) => (request.Target.Subresource, verb) switch
    {
        ("binding", _) => PodActions.BindAsync(request),
        ("eviction", _) => PodActions.EvictAsync(request),
        ("token", _) => TokenRequests.CreateAsync(request),
        ("scale", "get") => GetScaleAsync(request),
        ("log", _) => IntoPodAsync(request, ContainerStreams.LogAsync),
        ("exec", _) => IntoPodAsync(request, ContainerStreams.ExecAsync),
        ("attach", _) => IntoPodAsync(request, ContainerStreams.AttachAsync),
        ("portforward", _) => IntoPodAsync(request, ContainerStreams.PortForwardAsync),
        (_, "get") => GetResponse.WriteAsync(request.Http, request.Target, RevisionOf(request), request.Printer(), request.Gateway),
        (var part, "update") => ObjectWrites.UpdateAsync(request, PartOf(part)),
        (var part, _) => ObjectWrites.PatchAsync(request, PartOf(part)),
    };

    private static Subresource PartOf(string name) => name switch
    {
        "status" => Subresource.Status,
        "scale" => Subresource.Scale,
        "ephemeralcontainers" => Subresource.EphemeralContainers,
        "resize" => Subresource.Resize,
        "finalize" => Subresource.Finalize,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "the catalogue serves a subresource that nobody answers"),
    };

    private static Revision? RevisionOf(ApiRequest request) => new QueryReader(request.Http.Request.Query).Revision("resourceVersion");

    private static async Task IntoPodAsync(ApiRequest request, Func<HttpContext, ApiObject, ContainerGateway, Task> stream)
    {
        if (await ListResponse.FreshAsync(request.Target, null, request.Gateway) is { } refusal)
            await request.RefuseAsync(refusal);
        else if (request.Gateway.Find(request.Target.StoredKey) is { } pod)
            await stream(request.Http, pod, request.Server.Containers);
        else
            await request.RefuseAsync(Refusal.NotFound(request.Target.Key));
    }

    private static async Task GetScaleAsync(ApiRequest request)
    {
        if (await ListResponse.FreshAsync(request.Target, RevisionOf(request), request.Gateway) is { } refusal)
            await request.RefuseAsync(refusal);
        else if (request.Gateway.Find(request.Target.StoredKey) is { } found)
            await JsonResponse.WriteAsync(request.Http, StatusCodes.Status200OK, ScaleRules.Of(found));
        else
            await request.RefuseAsync(Refusal.NotFound(request.Target.Key));
    }
}
