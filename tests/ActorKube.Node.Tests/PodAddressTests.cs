using System.Net.Http;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Nodes;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests;

/// <summary>The addresses of pods: real sockets, for everybody on the machine.</summary>
public sealed class PodAddressTests : NodeHarness
{
    // Not 80: who runs the tests may have no right to that.
    private const string Image = "example.com/unheard/of";
    private const string Ports = """[{ "containerPort": 18080 }]""";

    private static readonly HttpClient Http = new();

    [SkippableFact]
    public async Task A_pod_is_reached_at_its_address_and_says_who_it_is_until_it_ends()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has all of 127.0.0.0/8");
        var pod = Serving("web");
        var address = await OpenAsync(pod);

        Assert.Equal("pod web, node worker-1, container main, port 18080\n", await Http.GetStringAsync($"http://{address}:18080/any"));
        Assert.Equal("pod web, node worker-1, container main, port 18080\n", await Http.GetStringAsync($"http://{address}:18080/again"));

        Change(Bound(APod("web").Running(Image).Having("ports", Ports), 50).Deleting(DateTimeOffset.UnixEpoch, 0).Build());
        Deletion(pod);
        await AwaitAssertAsync(async () => await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(address)), Generous);
    }

    [SkippableFact]
    public async Task A_program_that_does_not_listen_refuses_connections()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has all of 127.0.0.0/8");
        var pod = Bound(APod("web").Running("busybox").Having("command", """["sleep", "infinity"]""").Having("ports", Ports)).Build();
        Join(1, pod);
        var address = Address(pod);

        var fault = await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(address));
        Assert.Equal(SocketError.ConnectionRefused, fault.SocketErrorCode);
    }

    [SkippableFact]
    public void Containers_of_one_pod_reach_each_other_and_those_of_another_pod()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has all of 127.0.0.0/8");
        var server = Serving("server");
        var address = Address(server);
        var client = Bound(APod("client").Running(Image).Having("ports", Ports).Having("command", "null").Container("asks", "busybox").HavingIn("asks", "command",
            $$"""["sh", "-c", "sleep 20; wget -qO- http://localhost:18080; wget -qO- http://{{address}}:18080/; wget -q -T 5 http://10.1.2.3/; nc -z {{address}} 18081 || echo closed; echo done; sleep 600"]""")).Build();
        Bind(client);
        Running(client);

        Assert.Equal(
            [
                "pod client, node worker-1, container main, port 18080", "pod server, node worker-1, container main, port 18080",
                "wget: can't connect to remote host (10.1.2.3): Network is unreachable", "closed", "done",
            ],
            LogUntil(client, "asks", "done"));
    }

    [SkippableFact]
    public async Task A_host_port_is_open_at_the_nodes_address_and_belongs_to_one_pod()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has all of 127.0.0.0/8");
        const string Taken = """[{ "containerPort": 18080, "hostPort": 18090, "protocol": "TCP" }]""";
        var pod = Bound(APod("web").Running(Image).Having("ports", Taken)).Build();
        Join(1, pod);
        var node = (string)Running(pod)["hostIP"]!;

        await AwaitAssertAsync(async () => Assert.StartsWith("pod web,", await Http.GetStringAsync($"http://{node}:18090/"), StringComparison.Ordinal), Generous);
        var second = Bound(APod("second").Running(Image).Having("ports", Taken), 60).Build();
        Bind(second);
        var refused = StatusOf(second, status => (string?)status["phase"] == "Failed");
        Assert.Equal(("NodePorts", "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports"), ((string?)refused["reason"], (string?)refused["message"]));
    }

    [SkippableFact]
    public async Task A_pod_of_the_hosts_network_has_the_nodes_address()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has all of 127.0.0.0/8");
        var pod = Bound(APod("web").Running(Image).With("spec.hostNetwork", true).Having("ports", """[{ "containerPort": 18070, "hostPort": 18070, "protocol": "TCP" }]""")).Build();
        Join(1, pod);
        var status = Running(pod);

        Assert.Equal((string?)status["hostIP"], (string?)status["podIP"]);
        await AwaitAssertAsync(async () => Assert.StartsWith("pod web,", await Http.GetStringAsync($"http://{status["podIP"]}:18070/"), StringComparison.Ordinal), Generous);
    }

    [SkippableFact]
    public async Task Half_a_request_and_rubbish_hurt_nobody()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has all of 127.0.0.0/8");
        var address = await OpenAsync(Serving("web"));

        using var half = await ConnectAsync(address);
        await half.SendAsync("GET / HT"u8.ToArray());
        using var rubbish = await ConnectAsync(address);
        await rubbish.SendAsync("\0\u0001garbage\r\n\r\n"u8.ToArray());
        var answer = new byte[100];
        var count = await rubbish.ReceiveAsync(answer);

        Assert.StartsWith("HTTP/1.1 400 ", System.Text.Encoding.ASCII.GetString(answer, 0, count), StringComparison.Ordinal);
        Assert.StartsWith("pod web", await Http.GetStringAsync($"http://{address}:18080/"), StringComparison.Ordinal);
    }

    private static async Task<Socket> ConnectAsync(string address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, 18080);
        return socket;
    }

    private ApiObject Serving(string name)
    {
        var pod = Bound(APod(name).Running(Image).Having("ports", Ports)).Build();
        Join(1, pod);
        return pod;
    }

    /// <summary>The address of a pod whose program has begun to listen.</summary>
    private async Task<string> OpenAsync(ApiObject pod)
    {
        var address = Address(pod);
        await AwaitAssertAsync(async () => (await ConnectAsync(address)).Dispose(), Generous);
        return address;
    }

    private string Address(ApiObject pod) => (string)Running(pod)["podIP"]!;

    private List<string> LogUntil(ApiObject pod, string container, string last)
    {
        var client = Client().Open(Host, Reading(pod, All with { Follow = true }, container)).Until($"{last}\n");
        Sys.Stop(client.Self);
        return [.. client.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
