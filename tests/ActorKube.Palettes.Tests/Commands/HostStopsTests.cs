using ActorKube.Palettes.Client;
using ActorKube.Palettes.Tests.Hosts;
using ActorKube.Pbm;
using static ActorKube.TestKit.Given;

namespace ActorKube.Palettes.Tests.Commands;

public sealed class HostStopsTests
{
    [Fact]
    public async Task A_host_that_stops_ends_its_running_commands()
    {
        var host = new PaletteHostFixture();
        await host.InitializeAsync();
        var (output, errors) = (new LiveOutput(), new StringWriter());
        host.Logs.Append("alive");
        var run = PbmProgram.RunAsync([host.Address, "log", "tail"], TextReader.Null, output, errors);
        await output.SeenAsync("alive");

        await host.StopAsync();

        Assert.Equal(1, await run.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal("error: process worker-1 stops", errors.ToString().Trim());
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_process_whose_actors_do_not_run_yet_says_so()
    {
        var host = new PaletteHostFixture();
        await host.InitializeAsync();
        await host.System.Terminate();

        (await host.PbmAsync("pod", "list")).FailsWith("process worker-1 is starting or stopping; try again in a moment");
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Programs_get_tables_as_data_and_failures_as_results()
    {
        var host = new PaletteHostFixture();
        await host.InitializeAsync();
        host.ControlPlane.Hold(APod("a").Phase("Running").Stored().Build());
        using var client = host.Client();

        var pods = await client.ExecuteAsync(new PaletteRequest("pod", "list").With("--all-namespaces"));
        var nothing = await client.ExecuteAsync(new PaletteRequest("pod", "show", "nope"));

        Assert.True(pods.IsDone);
        Assert.Equal(("a", "Running"), Assert.Single(pods.Rows.Select(row => (row["NAME"], row["STATUS"]))));
        Assert.Equal((1, "pods \"nope\" not found"), (nothing.ExitCode, nothing.Error));
        await host.DisposeAsync();
        var lost = await Assert.ThrowsAsync<PaletteHostException>(() => client.ExecuteAsync(new PaletteRequest("pod", "list")));
        Assert.Contains(host.Address, lost.Message);
    }
}
