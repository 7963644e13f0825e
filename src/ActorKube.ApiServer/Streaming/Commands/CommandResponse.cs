using ActorKube.ApiServer.Http;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.ApiServer.Streaming.Upgrades;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Streaming.Commands;

/// <summary>
/// Exec and attach: checks everything, opens the session, and only then upgrades the connection, so that whatever is wrong is said as a Status, to a WebSocket
/// and to kubectl's second try by SPDY alike.
/// </summary>
internal sealed class CommandResponse(HttpContext http, ApiObject pod, ContainerGateway nodes)
{
    private const string V5 = "v5.channel.k8s.io";
    private const string V4 = "v4.channel.k8s.io";

    internal Task ExecAsync() => AnswerAsync(tellsCode: true, query => query.Command.IsEmpty
        ? (null, new(RefusalReason.BadRequest, "you must specify at least one command for the container"))
        : ((container, window) => new OpenExec(pod.Key, pod.Metadata.Uid, window, container, query.Command, query.Streams), null));

    /// <summary>Upstream's attach tells nothing of the exit code: who wants it looks at the pod's status.</summary>
    internal Task AttachAsync() => AnswerAsync(tellsCode: false, query =>
        ((container, window) => new OpenAttach(pod.Key, pod.Metadata.Uid, window, container, query.Streams), null));

    private async Task AnswerAsync(bool tellsCode, Func<CommandQuery, (Func<string, int, OpenSession>? Open, Refusal? Refusal)> decide)
    {
        var upgrade = UpgradeRequest.Of(http.Request);
        var protocol = upgrade.Choose(V5, V4);
        var (query, refusal) = CommandQuery.Read(http.Request.Query);
        var (open, wrong) = query is null ? (null, refusal) : decide(query);
        var (container, unclear) = open is null ? ("", wrong) : ContainerChoice.Choose(pod, query!.Container);
        if (unclear is null && !pod.Pod.IsBound)
            unclear = ContainerChoice.Unbound(pod);
        if ((unclear ?? UpgradedConnection.Fault(http, upgrade) ?? (protocol is null ? Unknown(upgrade) : null)) is { } refused)
        {
            await RefuseAsync(refused);
            return;
        }
        var (connection, closed) = await nodes.OpenAsync(pod, window => open!(container, window), http.RequestAborted);
        if (connection is null)
        {
            await RefuseAsync(closed!);
            return;
        }
        using var life = UpgradedConnection.LifeOf(http);
        await using (connection)
        {
            if (upgrade.Kind == UpgradeKind.Spdy)
            {
                await RefuseAsync(new(RefusalReason.BadRequest, "commands are served over WebSockets (v5.channel.k8s.io, v4.channel.k8s.io), not over SPDY"));
                return;
            }
            using var socket = await UpgradedConnection.ToWebSocketAsync(http, protocol!, nodes.Settings.KeepAliveInterval);
            await new CommandSocket(socket, connection, hasClose: protocol == V5, tellsCode, life).RunAsync();
        }
    }

    private static Refusal Unknown(UpgradeRequest upgrade) => new(
        RefusalReason.BadRequest,
        $"unable to negotiate protocol: client supports [{string.Join(' ', upgrade.Protocols)}], server supports [{V5} {V4}]");

    private Task RefuseAsync(Refusal refusal) => StatusResponse.WriteAsync(http, refusal, new StatusSubject(KindCatalogue.Pod, pod.Key.Name));
}
