using System.Collections.Immutable;
using System.Globalization;
using ActorKube.ApiServer.Http;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.ApiServer.Streaming.Spdy;
using ActorKube.ApiServer.Streaming.Upgrades;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Streaming.Ports;

/// <summary>Port-forward in its three forms: SPDY in a WebSocket (kubectl), SPDY alone (kubectl's second try, older clients), and WebSocket channels (client libraries).</summary>
internal sealed class PortResponse(HttpContext http, ApiObject pod, ContainerGateway nodes)
{
    private const string Tunnel = "SPDY/3.1+portforward.k8s.io";
    private const string Spdy = "portforward.k8s.io";
    private const string Channels = "v4.channel.k8s.io";

    /// <summary>Channels are numbered by a byte, two for each port.</summary>
    private const int MostPorts = 127;

    internal Task AnswerAsync()
    {
        var upgrade = UpgradeRequest.Of(http.Request);
        if (!pod.Pod.IsBound)
            return RefuseAsync(ContainerChoice.Unbound(pod));
        if (UpgradedConnection.Fault(http, upgrade) is { } fault)
            return RefuseAsync(fault);
        return upgrade.Kind switch
        {
            UpgradeKind.Spdy when upgrade.Choose(Spdy) is { } protocol => SpdyAsync(protocol),
            UpgradeKind.WebSocket when upgrade.Choose(Tunnel) is { } protocol => TunnelAsync(protocol),
            UpgradeKind.WebSocket when upgrade.Choose(Channels) is { } protocol => ChannelsAsync(protocol),
            UpgradeKind.WebSocket when upgrade.Protocols.Count == 0 => ChannelsAsync(""),
            _ => RefuseAsync(new(
                RefusalReason.BadRequest,
                $"unable to negotiate protocol: client supports [{string.Join(' ', upgrade.Protocols)}], server supports [{Tunnel} {Channels} {Spdy}]")),
        };
    }

    private async Task SpdyAsync(string protocol)
    {
        using var life = UpgradedConnection.LifeOf(http);
        using var spdy = new SpdyConnection(await UpgradedConnection.ToSpdyAsync(http, protocol), nodes.Settings.MessageBytes);
        await new SpdyForwarding(spdy, pod, nodes, life).RunAsync();
    }

    private async Task TunnelAsync(string protocol)
    {
        using var life = UpgradedConnection.LifeOf(http);
        using var socket = await UpgradedConnection.ToWebSocketAsync(http, protocol, nodes.Settings.KeepAliveInterval);
        using var spdy = new SpdyConnection(new MessageStream(socket), nodes.Settings.MessageBytes);
        await new SpdyForwarding(spdy, pod, nodes, life).RunAsync();
    }

    private async Task ChannelsAsync(string protocol)
    {
        var (ports, refusal) = Ports();
        if (refusal is not null)
        {
            await RefuseAsync(refusal);
            return;
        }
        using var life = UpgradedConnection.LifeOf(http);
        using var socket = await UpgradedConnection.ToWebSocketAsync(http, protocol, nodes.Settings.KeepAliveInterval);
        await new ChannelForwarding(socket, ports, pod, nodes, life).RunAsync();
    }

    private (ImmutableArray<int> Ports, Refusal? Refusal) Ports()
    {
        var texts = http.Request.Query["ports"].SelectMany(value => (value ?? "").Split(',')).ToList();
        if (texts.Count == 0)
            return ([], new(RefusalReason.BadRequest, "query parameter \"ports\" is required"));
        if (texts.Count > MostPorts)
            return ([], new(RefusalReason.BadRequest, string.Create(CultureInfo.InvariantCulture, $"at most {MostPorts} ports can be forwarded over one WebSocket")));
        var ports = texts.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : 0).ToImmutableArray();
        return ports.Contains(0) ? ([], new(RefusalReason.BadRequest, $"unable to parse \"{texts[ports.IndexOf(0)]}\" as a port")) : (ports, null);
    }

    private Task RefuseAsync(Refusal refusal) => StatusResponse.WriteAsync(http, refusal, new StatusSubject(KindCatalogue.Pod, pod.Key.Name));
}
