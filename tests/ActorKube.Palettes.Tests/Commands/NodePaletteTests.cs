using ActorKube.Palettes.Tests.Hosts;
using static ActorKube.TestKit.Given;

namespace ActorKube.Palettes.Tests.Commands;

public sealed class NodePaletteTests : IClassFixture<PaletteHostFixture>
{
    private readonly PaletteHostFixture _host;

    public NodePaletteTests(PaletteHostFixture host)
    {
        _host = host;
        _host.ControlPlane.Reset();
    }

    [Fact]
    public async Task A_list_shows_what_pods_take_of_each_node_and_which_process_hosts_it()
    {
        _host.ControlPlane.Hold(
            ANode("node-1").Labelled("node-role.kubernetes.io/worker", "").Ready().Stored().Build(), ANode("node-2").Silent().Cordoned().Stored().Build(),
            APod("a").Requesting(cpu: "500m", memory: "1Gi").On("node-1").Phase("Running").Build(),
            APod("b").Requesting(cpu: "1").On("node-1").Build(),
            APod("done").Requesting(cpu: "2").On("node-1").Phase("Succeeded").Build());

        (await _host.PbmAsync("node", "list")).Prints(
            """
            NAME    STATUS                       ROLES   AGE  PODS   CPU      MEMORY         HOST
            node-1  Ready                        worker  5m   2/110  1500m/4  1024Mi/8192Mi  worker-1
            node-2  NotReady,SchedulingDisabled  <none>  5m   0/110  0/4      0Mi/8192Mi     <unknown>
            """);
    }

    [Fact]
    public async Task A_node_is_shown_with_conditions_taints_requests_and_its_own_pods()
    {
        _host.ControlPlane.Hold(
            ANode("node-1").Tainted("dedicated", "NoSchedule", "gpu").Ready().Stored().Build(),
            APod("mine").Requesting(cpu: "500m").On("node-1").Phase("Running").Stored().Build(), APod("other").On("node-2").Stored().Build());

        var run = await _host.PbmAsync("node", "show", "node-1");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"Host:           worker-1 (pid {Environment.ProcessId})\n", run.Output);
        Assert.Contains("Taints:         dedicated=gpu:NoSchedule\n", run.Output);
        Assert.Contains("Ready      True    KubeletReady  <none>", run.Output);
        Assert.Contains("cpu       500m       4\n", run.Output);
        Assert.Contains("default    mine  0/1    Running  0         5m", run.Output);
        Assert.DoesNotContain("other", run.Output);
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_an_error_of_one_line() =>
        (await _host.PbmAsync("node", "show", "nope")).FailsWith("nodes \"nope\" not found");
}
