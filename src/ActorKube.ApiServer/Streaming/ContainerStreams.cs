using ActorKube.ApiServer.Streaming.Commands;
using ActorKube.ApiServer.Streaming.Logs;
using ActorKube.ApiServer.Streaming.Ports;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.Model.Objects;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Streaming;

/// <summary>The ways into a pod's containers. Each call answers one request wholly; the pod exists.</summary>
internal static class ContainerStreams
{
    /// <summary><c>GET pods/NAME/log</c>.</summary>
    internal static Task LogAsync(HttpContext http, ApiObject pod, ContainerGateway nodes) => new LogResponse(http, pod, nodes).WriteAsync();

    /// <summary><c>GET</c> or <c>POST pods/NAME/exec</c>.</summary>
    internal static Task ExecAsync(HttpContext http, ApiObject pod, ContainerGateway nodes) => new CommandResponse(http, pod, nodes).ExecAsync();

    /// <summary><c>GET</c> or <c>POST pods/NAME/attach</c>.</summary>
    internal static Task AttachAsync(HttpContext http, ApiObject pod, ContainerGateway nodes) => new CommandResponse(http, pod, nodes).AttachAsync();

    /// <summary><c>GET</c> or <c>POST pods/NAME/portforward</c>.</summary>
    internal static Task PortForwardAsync(HttpContext http, ApiObject pod, ContainerGateway nodes) => new PortResponse(http, pod, nodes).AnswerAsync();
}
