using ActorKube.ApiServer.Http;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Streaming.Logs;

/// <summary>A container's log as text, sent as it comes.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod.</remarks>
internal sealed class LogResponse(HttpContext http, ApiObject pod, ContainerGateway nodes)
{
    internal async Task WriteAsync()
    {
        var (options, refusal) = LogQuery.Read(http.Request.Query, pod.Key.Name);
        if (options is null)
        {
            await RefuseAsync(refusal!);
            return;
        }
        var (container, unclear) = ContainerChoice.Choose(pod, http.Request.Query["container"].ToString());
        if (unclear is not null)
        {
            await RefuseAsync(unclear);
            return;
        }
        http.Response.ContentType = "text/plain";
        // Upstream's answer for a pod that is on no node yet is an empty log.
        if (!pod.Pod.IsBound)
            return;
        var (connection, closed) = await nodes.OpenAsync(pod, window => new OpenLog(pod.Key, pod.Metadata.Uid, window, container, options), http.RequestAborted);
        if (connection is null)
        {
            http.Response.ContentType = null;
            await RefuseAsync(closed!);
            return;
        }
        await using (connection)
            await CopyAsync(connection);
    }

    private async Task CopyAsync(IContainerConnection connection)
    {
        // A client that follows sees the headers at once, however long the first line takes.
        await http.Response.StartAsync(http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        while (await connection.ReadAsync(http.RequestAborted) is { } part)
        {
            await http.Response.Body.WriteAsync(part.Bytes, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
        // Half a log must not look like a whole one.
        if (connection.Outcome.Refusal is not null)
            http.Abort();
    }

    private Task RefuseAsync(Refusal refusal) => StatusResponse.WriteAsync(http, refusal, new StatusSubject(KindCatalogue.Pod, pod.Key.Name));
}
