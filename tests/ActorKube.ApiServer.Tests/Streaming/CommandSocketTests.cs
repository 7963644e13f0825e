using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;
using CsCheck;
using k8s;
using static ActorKube.TestKit.Given;

namespace ActorKube.ApiServer.Tests.Streaming;

/// <summary>The HTTP side of exec and attach: WebSocket channels, and what is refused before there is one.</summary>
public sealed class CommandSocketTests : StreamServer
{
    private const string V5 = "v5.channel.k8s.io";
    private const string V4 = "v4.channel.k8s.io";
    private const string Everything = "?command=cat&command=a+b&stdin=true&stdout=true&stderr=true";

    [Theory]
    [InlineData(new[] { V5 }, V5)]
    [InlineData(new[] { V4 }, V4)]
    [InlineData(new[] { V4, V5 }, V5)]
    [InlineData(new[] { "channel.k8s.io", V4 }, V4)]
    public async Task The_best_protocol_that_both_know_is_spoken(string[] offered, string spoken)
    {
        var opened = Container();
        using var client = await SocketAsync("exec", Everything, offered);
        (await opened).Exits(0);
        await client.ToTheEndAsync();

        Assert.Equal(spoken, client.Protocol);
    }

    [Fact]
    public async Task Output_comes_on_its_channels_then_the_status_then_a_close()
    {
        var opened = Container();
        using var client = await SocketAsync("exec", Everything, V5);
        var container = await opened;
        container.Prints("out").Prints("err", SessionStream.Stderr).Prints("put").Exits(0);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, await client.ToTheEndAsync());
        Assert.Equal(("output", "err", """{"metadata":{},"status":"Success"}"""), (client.Text(1), client.Text(2), client.Text(3)));
        Assert.Equal(["cat", "a b"], ((OpenExec)container.Request).Command.ToArray());
        await container.Closed.WaitAsync(Patience);
    }

    [Fact]
    public async Task An_exit_code_is_told_as_a_cause()
    {
        var opened = Container();
        using var client = await SocketAsync("exec", Everything, V5);
        (await opened).Exits(3);
        await client.ToTheEndAsync();

        Assert.Equal(
            ("Failure", "NonZeroExitCode", "command terminated with non-zero exit code: exit status 3"),
            ((string?)client.Status["status"], (string?)client.Status["reason"], (string?)client.Status["message"]));
        Assert.Equal("""[{"reason":"ExitCode","message":"3"}]""", client.Status["details"]!["causes"]!.ToJsonString());
    }

    [Fact]
    public async Task An_attachment_tells_no_exit_code_as_upstream_does()
    {
        var opened = Container();
        using var client = await SocketAsync("attach", "?stdout=1", V5);
        var container = await opened;
        container.Exits(3);
        await client.ToTheEndAsync();

        Assert.IsType<OpenAttach>(container.Request);
        Assert.Equal("Success", (string?)client.Status["status"]);
    }

    [Fact]
    public async Task A_failure_after_the_opening_is_told_as_a_status()
    {
        var opened = Container();
        using var client = await SocketAsync("exec", Everything, V5);
        (await opened).Fails(RefusalReason.InternalError, "no such program");
        await client.ToTheEndAsync();

        Assert.Equal(("InternalError", "no such program", 500), ((string?)client.Status["reason"], (string?)client.Status["message"], (int)client.Status["code"]!));
    }

    [Fact]
    public async Task Input_ends_by_the_close_channel_and_not_before()
    {
        var opened = Container(echoes: true);
        using var client = await SocketAsync("exec", Everything, V5);
        var container = await opened;

        await client.SendAsync(0, "one ");
        await client.SendAsync(0, []);
        await client.SendAsync(255, [1]);
        await client.SendAsync(0, "two");
        await client.UntilAsync(1, "one two");
        await client.SendAsync(255, [0]);

        Assert.Equal("one two", Encoding.UTF8.GetString(await container.InputAsync().WaitAsync(Patience)));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await client.ToTheEndAsync());
    }

    [Fact]
    public async Task Sizes_of_the_terminal_reach_the_container_and_nonsense_does_not()
    {
        var opened = Container(echoes: true);
        using var client = await SocketAsync("exec", "?command=sh&stdin=1&stdout=1&tty=1", V5);
        var container = await opened;

        await client.SendAsync(4, "{\"Width\":99,\"Height\":33}\n");
        await client.SendAsync(4, "{\"Width\":-1}");
        await client.SendAsync(4, "[]");
        await client.SendAsync(4, "{");
        await client.SendAsync(4, "{\"Width\":120,\"Height\":50}");
        await client.SendAsync(0, "x");
        await client.UntilAsync(1, "x");

        Assert.Equal([(99, 33), (120, 50)], container.Sizes.ToArray());
        Assert.Equal(new StandardStreams(Stdin: true, Stdout: true, Stderr: false, Tty: true), ((OpenExec)container.Request).Streams);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_goes_ends_the_session(bool politely)
    {
        var opened = Container();
        using var client = await SocketAsync("exec", Everything, V5);
        var container = await opened;

        if (politely)
            await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        else
            client.Socket.Abort();

        await container.Closed.WaitAsync(Patience);
    }

    [Fact]
    public async Task Input_arrives_whole_however_it_was_cut() =>
        await Gen.Select(Gen.Byte.Array[0, 3000].Array[0, 6], Gen.Int[1, 1000]).SampleAsync(async (messages, frame) =>
        {
            var opened = Container(echoes: true);
            using var client = await SocketAsync("exec", Everything, V5);
            var container = await opened;
            foreach (var message in messages)
                await client.SendAsync(0, message, frame);
            await client.SendAsync(255, [0]);
            await client.ToTheEndAsync();

            var expected = messages.SelectMany(message => message).ToArray();
            Assert.Equal(expected, await container.InputAsync().WaitAsync(Patience));
            Assert.Equal(expected, client.Received.TryGetValue(1, out var output) ? output.ToArray() : []);
        }, iter: 30, threads: 1);

    [Fact]
    public async Task Junk_never_hangs_and_is_no_error_of_the_server() =>
        await Gen.Select(Gen.Byte.Array[0, 200].Array[0, 10], Gen.Bool).SampleAsync(async (messages, asText) =>
        {
            var opened = Container();
            using var client = await SocketAsync("exec", Everything, V5);
            var container = await opened;
            foreach (var message in messages)
                await client.Socket.SendAsync(
                    asText ? Encoding.ASCII.GetBytes(Convert.ToHexString(message)) : message, asText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, CancellationToken.None);
            container.Exits(0);

            Assert.Equal(WebSocketCloseStatus.NormalClosure, await client.ToTheEndAsync());
        }, iter: 50, threads: 1);

    [Fact]
    public async Task Frames_that_break_the_rules_end_the_session_and_nothing_else() =>
        await Gen.Byte.Array[1, 300].SampleAsync(async junk =>
        {
            var opened = Container();
            using var client = await SocketAsync("exec", Everything, V5);
            var container = await opened;
            // Straight onto the connection, below the WebSocket.
            using var raw = await RawSocket.UpgradeAsync(Address, Path("exec", Everything), "websocket", ("Sec-WebSocket-Protocol", V5));
            await raw.Stream.WriteAsync(junk);
            await raw.Stream.FlushAsync();
            raw.CloseSending();
            await raw.Stream.CopyToAsync(Stream.Null).WaitAsync(Patience);
            container.Exits(0);
            await client.ToTheEndAsync();
        }, iter: 50, threads: 1);

    [Theory]
    [InlineData("?command=ls", 400, "you must specify at least 1 of stdin, stdout, stderr")]
    [InlineData("?stdout=1", 400, "you must specify at least one command for the container")]
    [InlineData("?command=ls&stdout=perhaps", 400, "stdout: \"perhaps\" is neither true nor false")]
    [InlineData("?command=ls&stdout=1&container=nope", 400, "container nope is not valid for pod web")]
    [InlineData("?command=ls&stdout=1", 500, "container not found (\"main\")")]
    public async Task What_is_wrong_is_said_as_the_same_status_to_both_tries_of_kubectl(string query, int code, string message)
    {
        OnOpen = _ => new(null, new(RefusalReason.InternalError, "container not found (\"main\")"));
        using var first = Upgrading(HttpMethod.Get, query, "websocket");
        first.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", V5);
        first.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        first.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        using var second = Upgrading(HttpMethod.Post, query, "SPDY/3.1");
        second.Headers.TryAddWithoutValidation("X-Stream-Protocol-Version", $"{V5}, {V4}, v3.channel.k8s.io");

        foreach (var request in new[] { first, second })
        {
            using var response = await Http.SendAsync(request);
            var status = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            Assert.Equal(((HttpStatusCode)code, message), (response.StatusCode, (string?)status["message"]));
        }
    }

    [Fact]
    public async Task A_pod_that_is_on_no_node_is_refused()
    {
        Pod = APod("web").Stored().Build();
        using var response = await Http.GetAsync(Path("exec", "?command=ls&stdout=1"));

        Assert.Contains("pod web does not have a host assigned", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_request_without_an_upgrade_is_told_so()
    {
        using var response = await Http.GetAsync(Path("exec", "?command=ls&stdout=1"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Upgrade request required", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("channel.k8s.io")]
    [InlineData("base64.channel.k8s.io")]
    [InlineData("")]
    public async Task Protocols_without_a_status_are_refused_by_name(string protocol)
    {
        using var request = Upgrading(HttpMethod.Get, "?command=ls&stdout=1", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", protocol);
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        using var response = await Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            $"unable to negotiate protocol: client supports [{protocol}], server supports [v5.channel.k8s.io v4.channel.k8s.io]",
            (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["message"]);
    }

    [Fact]
    public async Task The_official_client_runs_a_command_and_reads_its_end()
    {
        var opened = Container();
        using var official = new Kubernetes(new KubernetesClientConfiguration { Host = Address.ToString().TrimEnd('/') });
        using var socket = await official.WebSocketNamespacedPodExecAsync("web", "default", ["cat", "x"], "main", stderr: true, stdin: true, stdout: true, tty: false);
        using var demuxer = new StreamDemuxer(socket);
        demuxer.Start();
        var container = await opened;
        var (stdio, errors) = (demuxer.GetStream(ChannelIndex.StdOut, ChannelIndex.StdIn), demuxer.GetStream(ChannelIndex.Error, null));

        await stdio.WriteAsync("hello"u8.ToArray());
        container.Prints("world\n").Exits(2);

        using var output = new StreamReader(stdio);
        Assert.Equal("world", await output.ReadLineAsync().WaitAsync(Patience));
        using var end = new StreamReader(errors);
        Assert.Contains("\"message\":\"2\"", await end.ReadLineAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task The_official_clients_own_exec_returns_the_exit_code()
    {
        var opened = Container();
        using var official = new Kubernetes(new KubernetesClientConfiguration { Host = Address.ToString().TrimEnd('/') });
        var running = official.NamespacedPodExecAsync(
            "web", "default", "main", ["ls"], tty: false, async (_, output, _) => Assert.Equal("out", await new StreamReader(output).ReadLineAsync()), CancellationToken.None);
        (await opened).Prints("out\n").Exits(7);

        Assert.Equal(7, await running.WaitAsync(Patience));
    }

    private static HttpRequestMessage Upgrading(HttpMethod method, string query, string to)
    {
        var request = new HttpRequestMessage(method, Path("exec", query)) { Content = method == HttpMethod.Post ? new ByteArrayContent([]) : null };
        request.Headers.Connection.Add("Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", to);
        return request;
    }
}
