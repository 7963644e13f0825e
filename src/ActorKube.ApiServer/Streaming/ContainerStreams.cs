using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.Model.Objects;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Streaming;

/// <summary>The ways into a pod's containers. Each call answers one request wholly; the pod exists.</summary>
internal static class ContainerStreams
{
    /// <summary><c>GET pods/NAME/log</c>.</summary>
    internal static Task LogAsync(HttpContext http, ApiObject pod, ContainerGateway nodes) => new LogResponse(http, pod, nodes).WriteAsync();
}
