using System.Diagnostics;
using ActorKube.ApiServer.Discovery;
using ActorKube.ApiServer.OpenApi;
using ActorKube.ApiServer.Reads;
using ActorKube.ApiServer.Reviews;
using ActorKube.ApiServer.Writes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Writes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorKube.ApiServer.Http;

/// <summary>Takes every request of the API's port: who asks, what for, and which verb; then one of the rooms answers.</summary>
internal sealed class ApiHandler(ApiServices services, IHostApplicationLifetime lifetime, ILogger<ApiHandler> log)
{
    private readonly DiscoveryEndpoints _discovery = new(services.Gateway.Catalogue);
    private readonly OpenApiEndpoints _openApi = new(new OpenApiDocuments(services.Gateway.Catalogue));
    private readonly KindCatalogue _resources = ActionKinds.All.Aggregate(services.Gateway.Catalogue, (catalogue, kind) => catalogue.With(kind));

    internal async Task HandleAsync(HttpContext http)
    {
        UnreadBody.ReadBeforeAnswer(http);
        try
        {
            await AnswerAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; nobody hears an answer.
        }
        catch (BadHttpRequestException fault)
        {
            await StatusResponse.WriteAsync(http, new(RefusalReason.BadRequest, fault.Message));
        }
        catch (Exception fault)
        {
            // The one place where everything is caught: a fault of ours becomes a 500 that can be found again in the log.
            var id = Activity.Current?.Id ?? http.TraceIdentifier;
            log.LogError(fault, "request {RequestId} failed: {Method} {Path}", id, http.Request.Method, http.Request.Path);
            await StatusResponse.WriteAsync(http, new(RefusalReason.InternalError, $"Internal error occurred: request {id} failed; the log of this process says why"));
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var path = (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (await PublicEndpoints.TryAnswerAsync(http, path, services))
            return;
        if (await services.Authentication.IdentifyAsync(http) is not { } caller)
        {
            await StatusResponse.WriteAsync(http, new(RefusalReason.Unauthorized, "Unauthorized"));
            return;
        }
        if (http.Request.Method == HttpMethods.Get && (await _discovery.TryAnswerAsync(http, path) || await _openApi.TryAnswerAsync(http, path)))
            return;
        if (RequestTarget.Parse(_resources, path) is not { } target)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync("404 page not found\n", http.RequestAborted);
            return;
        }
        if (AcceptHeader.Choose(http.Request.Headers.Accept) is not { } form)
        {
            await StatusResponse.WriteAsync(
                http, new(RefusalReason.NotAcceptable, "only the following media types are accepted: application/json, application/json;as=Table;v=v1;g=meta.k8s.io"), target.Subject);
            return;
        }
        await services.Gateway.LoadedAsync(http.RequestAborted);
        await DispatchAsync(new ApiRequest(http, target, form, caller, services));
    }

    private Task DispatchAsync(ApiRequest request)
    {
        var (target, method) = (request.Target, request.Http.Request.Method);
        var verbs = target.Subresource.Length == 0 ? target.Kind.Verbs : target.Kind.Subresources.Single(part => part.Name == target.Subresource).Verbs;
        var verb = VerbOf(method, target);
        if (verb is null || !verbs.Contains(verb))
            return request.RefuseAsync(new(RefusalReason.MethodNotAllowed, "the server does not allow this method on the requested resource"));
        return target.Subresource.Length == 0 ? OnResourceAsync(request, verb) : Subresources.HandleAsync(request, verb);
    }

    private Task OnResourceAsync(ApiRequest request, string verb) => verb switch
    {
        "create" when request.Target.Kind == ActionKinds.Binding => PodActions.BindAsync(request),
        "create" when ActionKinds.All.Contains(request.Target.Kind) => AccessReviews.CreateAsync(request),
        "create" => ObjectWrites.CreateAsync(request),
        "update" => ObjectWrites.UpdateAsync(request, Subresource.None),
        "patch" => ObjectWrites.PatchAsync(request, Subresource.None),
        "delete" => Deletions.DeleteAsync(request),
        "deletecollection" => Deletions.DeleteCollectionAsync(request),
        _ => ReadAsync(request),
    };

    private async Task ReadAsync(ApiRequest request)
    {
        if (ReadOptions.Read(request.Http.Request.Query, request.Target, out var refusal) is not { } options)
            await request.RefuseAsync(refusal!);
        else if (options.Watch)
            await new WatchResponse(request.Http, request.Target, options, request.Printer(options.IncludeObject), request.Gateway, TimeProvider.System)
                .WriteAsync(lifetime.ApplicationStopping);
        else if (request.Target.IsCollection)
            await new ListResponse(request.Http, request.Target, options, request.Printer(options.IncludeObject), request.Gateway).WriteAsync();
        else
            await GetResponse.WriteAsync(request.Http, request.Target, options.Revision, request.Printer(options.IncludeObject), request.Gateway);
    }

    private static string? VerbOf(string method, RequestTarget target) => (method, target.IsCollection) switch
    {
        ("GET", true) => "list",
        ("GET", false) => "get",
        ("POST", true) => "create",
        ("POST", false) when target.Subresource.Length > 0 => "create",
        ("PUT", false) => "update",
        ("PATCH", false) => "patch",
        ("DELETE", true) => "deletecollection",
        ("DELETE", false) => "delete",
        _ => null,
    };
}
