using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.ApiServer.Streaming.Upgrades;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;
using CsCheck;
using k8s;

namespace ActorKube.ApiServer.Tests.Streaming;

/// <summary>The HTTP side of port-forward, in all of its forms.</summary>
public sealed class PortForwardTests : StreamServer
{
    private const string Tunnel = "SPDY/3.1+portforward.k8s.io";

    public static TheoryData<bool> BothWays => [true, false];

    [Theory, MemberData(nameof(BothWays))]
    public async Task Bytes_go_both_ways_and_both_ends_are_told(bool inWebSocket)
    {
        var opened = Container(echoes: true);
        using var line = await ConnectAsync(inWebSocket);
        var (error, data) = await line.Spdy.ForwardAsync(80, "0");
        var container = await opened;
        await line.Spdy.SendAsync(data, "hello ");
        await line.Spdy.SendAsync(data, "");
        await line.Spdy.SendAsync(data, "world");
        await line.Spdy.UntilAsync(() => line.Spdy.Text(data) == "hello world");
        await line.Spdy.SendAsync(data, "", isLast: true);
        await line.Spdy.UntilAsync(() => line.Spdy.HasEnded(data) && line.Spdy.HasEnded(error));

        Assert.True(line.Spdy.IsAccepted(error) && line.Spdy.IsAccepted(data));
        Assert.Equal("", line.Spdy.Text(error));
        Assert.Equal(new OpenPort(Pod.Key, Pod.Metadata.Uid, container.Request.Window, 80), container.Request);
    }

    [Theory, MemberData(nameof(BothWays))]
    public async Task A_refused_connection_is_told_on_the_error_stream(bool inWebSocket)
    {
        var opened = Container();
        using var line = await ConnectAsync(inWebSocket);
        var (error, data) = await line.Spdy.ForwardAsync(81, "0");
        (await opened).Fails(RefusalReason.InternalError, "connection refused");
        await line.Spdy.UntilAsync(() => line.Spdy.HasEnded(data) && line.Spdy.HasEnded(error));

        Assert.Equal(("connection refused", ""), (line.Spdy.Text(error), line.Spdy.Text(data)));
    }

    [Fact]
    public async Task A_session_that_cannot_be_had_is_told_on_the_error_stream()
    {
        using var line = await ConnectAsync(inWebSocket: true);
        var (error, data) = await line.Spdy.ForwardAsync(80, "0");
        await line.Spdy.UntilAsync(() => line.Spdy.HasEnded(data) && line.Spdy.HasEnded(error));

        Assert.Equal("pods \"web\" not found", line.Spdy.Text(error));
    }

    [Fact]
    public async Task Many_connections_share_one_forward_and_do_not_mix()
    {
        OnOpen = request => new(new PlayedContainer(request) { Echoes = true }, null);
        using var line = await ConnectAsync(inWebSocket: true);
        var streams = new List<int>();
        for (var number = 0; number < 50; number++)
            streams.Add((await line.Spdy.ForwardAsync(80, $"{number}")).Data);
        for (var round = 0; round < 4; round++)
            foreach (var stream in streams)
                await line.Spdy.SendAsync(stream, $"{stream}-{round};", isLast: round == 3);
        await line.Spdy.UntilAsync(() => streams.TrueForAll(line.Spdy.HasEnded));

        Assert.All(streams, stream => Assert.Equal($"{stream}-0;{stream}-1;{stream}-2;{stream}-3;", line.Spdy.Text(stream)));
    }

    [Fact]
    public async Task More_connections_than_allowed_are_refused_until_others_have_ended()
    {
        var containers = new List<PlayedContainer>();
        OnOpen = request =>
        {
            var container = new PlayedContainer(request);
            lock (containers)
                containers.Add(container);
            return new(container, null);
        };
        using var line = await ConnectAsync(inWebSocket: false);
        var last = 0;
        for (var number = 0; number <= 256; number++)
            (_, last) = await line.Spdy.ForwardAsync(80, $"{number}");
        await line.Spdy.UntilAsync(() => line.Spdy.IsRefused(last));
        PlayedContainer[] all;
        lock (containers)
            all = [.. containers];
        Assert.Equal(256, all.Length);
        all[0].Exits(0);
        await line.Spdy.UntilAsync(() => line.Spdy.HasEnded(3));

        for (var tries = 0; ; tries++)
        {
            var (error, data) = await line.Spdy.ForwardAsync(80, $"again-{tries}");
            await line.Spdy.UntilAsync(() => (line.Spdy.IsAccepted(error) && line.Spdy.IsAccepted(data)) || line.Spdy.IsRefused(data));
            if (line.Spdy.IsAccepted(data))
                break;
        }
    }

    [Fact]
    public async Task A_local_connection_that_is_broken_off_ends_its_session_and_no_other()
    {
        var (first, second) = (Container(), (Task<PlayedContainer>?)null);
        using var line = await ConnectAsync(inWebSocket: true);
        var (_, data) = await line.Spdy.ForwardAsync(80, "0");
        var broken = await first;
        second = Container(echoes: true);
        var (_, other) = await line.Spdy.ForwardAsync(80, "1");
        await second;

        await line.Spdy.BreakAsync(data);
        await broken.Closed.WaitAsync(Patience);
        await line.Spdy.SendAsync(other, "still here");
        await line.Spdy.UntilAsync(() => line.Spdy.Text(other) == "still here");
    }

    [Fact]
    public async Task A_client_that_goes_ends_every_session()
    {
        var opened = Container();
        var line = await ConnectAsync(inWebSocket: true);
        await line.Spdy.ForwardAsync(80, "0");
        var container = await opened;

        line.Dispose();

        await container.Closed.WaitAsync(Patience);
    }

    [Fact]
    public async Task Pings_are_answered_and_streams_without_sense_are_refused()
    {
        using var line = await ConnectAsync(inWebSocket: true);
        await line.Spdy.PingAsync(7);
        var odd = await line.Spdy.BeginAsync(("streamtype", "data"), ("port", "http"), ("requestid", "0"));
        var strange = await line.Spdy.BeginAsync(("streamtype", "resize"), ("port", "80"), ("requestid", "0"));
        await line.Spdy.UntilAsync(() => line.Spdy.IsRefused(odd) && line.Spdy.IsRefused(strange) && line.Spdy.Pings.Count == 1);

        Assert.Equal([0, 0, 0, 7], line.Spdy.Pings[0]);
    }

    [Fact]
    public async Task The_tunnel_is_a_byte_stream_however_it_is_cut()
    {
        await Gen.Select(Gen.Byte.Array[0, 500].Array[1, 4], Gen.Int[1, 40]).SampleAsync(async (pieces, cut) =>
        {
            var opened = Container(echoes: true);
            using var line = await ConnectAsync(inWebSocket: true, cut);
            var (_, data) = await line.Spdy.ForwardAsync(80, "0");
            foreach (var piece in pieces)
                await line.Spdy.SendAsync(data, piece);
            await line.Spdy.SendAsync(data, "", isLast: true);
            await line.Spdy.UntilAsync(() => line.Spdy.HasEnded(data));

            Assert.Equal(pieces.SelectMany(piece => piece).ToArray(), await (await opened).InputAsync().WaitAsync(Patience));
        }, iter: 30, threads: 1);
    }

    [Fact]
    public async Task Junk_ends_the_connection_and_is_no_error_of_the_server() =>
        await Gen.Byte.Array[8, 300].SampleAsync(async junk =>
        {
            using var line = await ConnectAsync(inWebSocket: false);
            await line.Raw!.Stream.WriteAsync(junk);
            line.Raw.CloseSending();
            await line.Raw.Stream.CopyToAsync(Stream.Null).WaitAsync(Patience);
        }, iter: 100, threads: 1);

    [Fact]
    public async Task Channels_begin_with_their_port_and_carry_data_both_ways()
    {
        OnOpen = request => new(new PlayedContainer(request) { Echoes = true }, null);
        using var client = await SocketAsync("portforward", "?ports=80&ports=8080", "v4.channel.k8s.io");

        await client.SendAsync(2, "to 8080");
        await client.SendAsync(0, "to 80");
        await client.SendAsync(200, "to nobody");
        await client.UntilAsync(2, "to 8080");
        await client.UntilAsync(0, "to 80");

        Assert.Equal([80, 0, .. "to 80"u8], client.Received[0].ToArray());
        Assert.Equal([80, 0], client.Received[1].ToArray());
        Assert.Equal([0x90, 0x1f, .. "to 8080"u8], client.Received[2].ToArray());
        Assert.Equal([0x90, 0x1f], client.Received[3].ToArray());
    }

    [Fact]
    public async Task The_errors_of_a_port_come_on_its_channel_and_the_end_is_a_close()
    {
        OnOpen = request => new(new PlayedContainer(request).Fails(RefusalReason.InternalError, "connection refused"), null);
        using var client = await SocketAsync("portforward", "?ports=81");

        Assert.Equal(WebSocketCloseStatus.NormalClosure, await client.ToTheEndAsync());
        Assert.Equal("Q\0connection refused", client.Text(1));
    }

    [Fact]
    public async Task The_official_client_forwards_a_port()
    {
        var opened = Container(echoes: true);
        using var official = new Kubernetes(new KubernetesClientConfiguration { Host = Address.ToString().TrimEnd('/') });
        using var socket = await official.WebSocketNamespacedPodPortForwardAsync("web", "default", [80], "v4.channel.k8s.io");
        using var demuxer = new StreamDemuxer(socket, StreamType.PortForward);
        demuxer.Start();
        var stream = demuxer.GetStream((byte?)0, (byte?)0);
        await opened;

        await stream.WriteAsync("hello\n"u8.ToArray());

        using var reader = new StreamReader(stream);
        Assert.Equal("hello", await reader.ReadLineAsync().WaitAsync(Patience));
    }

    [Theory]
    [InlineData("", "v4.channel.k8s.io", "query parameter \"ports\" is required")]
    [InlineData("?ports=80&ports=http", "v4.channel.k8s.io", "unable to parse \"http\" as a port")]
    [InlineData("?ports=70000", "v4.channel.k8s.io", "unable to parse \"70000\" as a port")]
    [InlineData("?ports=80", "v4.base64.channel.k8s.io", "unable to negotiate protocol: client supports [v4.base64.channel.k8s.io], server supports [SPDY/3.1+portforward.k8s.io v4.channel.k8s.io portforward.k8s.io]")]
    public async Task What_is_wrong_is_said_as_a_status(string query, string protocol, string message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path("portforward", query));
        request.Headers.Connection.Add("Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", protocol);
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        using var response = await Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(message, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["message"]);
    }

    private async Task<Line> ConnectAsync(bool inWebSocket, int cut = int.MaxValue)
    {
        if (!inWebSocket)
        {
            var raw = await RawSocket.UpgradeAsync(Address, Path("portforward"), "SPDY/3.1", ("X-Stream-Protocol-Version", "portforward.k8s.io"));
            Assert.Contains("X-Stream-Protocol-Version: portforward.k8s.io", raw.Head, StringComparison.OrdinalIgnoreCase);
            return new Line(new SpdyClient(raw.Stream, Patience), raw, null);
        }
        // .NET's client doesn't take the protocol's name, so the handshake is made by hand here, too.
        var socket = await RawSocket.UpgradeAsync(Address, Path("portforward"), "websocket", ("Sec-WebSocket-Protocol", Tunnel));
        Assert.Contains($"Sec-WebSocket-Protocol: {Tunnel}", socket.Head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", socket.Head, StringComparison.OrdinalIgnoreCase);
        var web = WebSocket.CreateFromStream(socket.Stream, new WebSocketCreationOptions { IsServer = false });
        return new Line(new SpdyClient(new CutStream(web, cut), Patience), socket, web);
    }

    private sealed record Line(SpdyClient Spdy, RawSocket? Raw, WebSocket? Web) : IDisposable
    {
        public void Dispose()
        {
            Web?.Dispose();
            Raw?.Dispose();
        }
    }
}
