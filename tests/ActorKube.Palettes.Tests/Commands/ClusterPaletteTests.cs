using System.Globalization;
using ActorKube.Palettes.Tests.Hosts;
using ActorKube.Pbm;
using static ActorKube.TestKit.Given;

namespace ActorKube.Palettes.Tests.Commands;

public sealed class ClusterPaletteTests : IClassFixture<PaletteHostFixture>
{
    private readonly PaletteHostFixture _host;

    public ClusterPaletteTests(PaletteHostFixture host)
    {
        _host = host;
        _host.ControlPlane.Reset();
    }

    [Fact]
    public async Task Every_process_is_shown_with_what_it_says_of_itself()
    {
        var run = await _host.PbmAsync("cluster", "show");

        Assert.Equal(0, run.ExitCode);
        var cells = run.Lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["worker-1", "worker", "Up"], cells[..3]);
        Assert.StartsWith("akka.tcp://actorkube@127.0.0.1:", cells[3]);
        Assert.Equal([Environment.ProcessId.ToString(CultureInfo.InvariantCulture), "9111"], cells[4..6]);
        Assert.Matches("^[1-9][0-9]*Mi$", cells[6]);
        Assert.Equal("node-1", cells[7]);
    }

    [Fact]
    public async Task The_status_sums_up_cluster_store_nodes_and_pods()
    {
        _host.ControlPlane.Hold(
            ANode("node-1").Ready().Build(), ANode("node-2").NotReady().Build(), APod("a").Phase("Running").Build(), APod("b").Phase("Pending").Build());

        (await _host.PbmAsync("cluster", "status")).Prints(
            """
            PROPERTY              VALUE
            processes             1 (0 unreachable)
            leader                worker-1
            oldest control plane  <none>
            store revision        41
            store objects         4
            store epoch           2
            nodes ready           1/2
            pods                  2
            pods Pending          1
            pods Running          1
            pods Succeeded        0
            pods Failed           0
            pods Unknown          0
            """);
    }

    [Fact]
    public async Task The_status_of_a_cluster_without_control_plane_shows_the_processes_and_fails()
    {
        _host.ControlPlane.IsSilent = true;

        var run = await _host.PbmAsync("cluster", "status");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("leader                worker-1", run.Output);
        Assert.StartsWith("error: the control plane hasn't answered", run.Errors);
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("down")]
    public async Task An_unknown_process_is_an_error_that_lists_the_names(string command) =>
        (await _host.PbmAsync("cluster", command, "worker-7")).FailsWith("no process is named \"worker-7\"; there are: worker-1");

    [Fact]
    public async Task Nothing_is_downed_while_all_are_reachable() =>
        (await _host.PbmAsync("cluster", "down-unreachable")).Prints("no process is unreachable");

    [Fact]
    public async Task A_tail_shows_the_present_state_and_ends_well_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var (output, errors) = (new LiveOutput(), new StringWriter());
        var run = PbmProgram.RunAsync([_host.Address, "cluster", "tail"], TextReader.Null, output, errors, cancellation.Token);
        await output.SeenAsync("Up           worker-1");

        await cancellation.CancelAsync();

        Assert.Equal((0, ""), (await run, errors.ToString()));
        Assert.StartsWith("12:05:00.000  ", output.ToString());
    }
}
