using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ActorKube.Palettes.Tests.Hosts;
using ActorKube.Pbm;
using static ActorKube.TestKit.Given;

namespace ActorKube.Palettes.Tests.Commands;

/// <summary>The program itself: usage, help, data, scripts, and hosts that are not there or go away.</summary>
public sealed class PbmTests : IClassFixture<PaletteHostFixture>
{
    private readonly PaletteHostFixture _host;

    public PbmTests(PaletteHostFixture host)
    {
        _host = host;
        _host.ControlPlane.Reset();
    }

    [Fact]
    public async Task Help_lists_the_palettes_of_the_host()
    {
        var run = await _host.PbmAsync("help");

        Assert.Equal(0, run.ExitCode);
        foreach (var palette in (string[])["cluster", "node", "pod", "deploy", "actor", "log", "chaos"])
            Assert.Contains($"\n  {palette} ", run.Output);
        Assert.Equal(run, await _host.PbmAsync("--help"));
        Assert.Equal(run, await _host.PbmAsync("help", "--json"));
    }

    [Fact]
    public async Task Every_palette_and_command_explains_itself()
    {
        foreach (var palette in Definitions.PaletteRegistry.All)
        {
            Assert.Contains($"usage: pbm {palette.Name} COMMAND", (await _host.PbmAsync(palette.Name, "--help")).Output);
            foreach (var command in palette.Commands)
            {
                var help = await _host.PbmAsync("help", palette.Name, command.Name);
                Assert.Contains($"usage: pbm {palette.Name} {command.Name}", help.Output);
                Assert.All(command.Options, option => Assert.Contains($"{option.Name} ", help.Output));
                Assert.Equal(help, await _host.PbmAsync(palette.Name, command.Name, "-h"));
            }
        }
    }

    [Theory]
    [InlineData("unknown palette \"pdo\"; did you mean \"pod\"?", "pdo", "list")]
    [InlineData("unknown palette \"xyzzy\"", "xyzzy")]
    [InlineData("which command of palette pod?", "pod")]
    [InlineData("palette pod has no command \"lsit\"; did you mean \"list\"?", "pod", "lsit")]
    [InlineData("unknown option --namspace; did you mean \"--namespace\"?", "pod", "list", "--namspace", "x")]
    [InlineData("unexpected argument \"more\"", "pod", "list", "more")]
    [InlineData("NAME is missing: name of the pod", "pod", "show")]
    [InlineData("option --namespace needs a value", "pod", "list", "-n")]
    [InlineData("option --force takes no value", "pod", "delete", "a", "--force=yes")]
    [InlineData("option --namespace is given more than once", "pod", "list", "-n", "a", "-n", "b")]
    [InlineData("--tail takes a whole number, not \"many\"", "pod", "logs", "a", "--tail", "many")]
    [InlineData("--tail takes a whole number, not \"99999999999999999999\"", "pod", "logs", "a", "--tail", "99999999999999999999")]
    [InlineData("option --replicas is missing: how many pods there should be", "deploy", "scale", "web")]
    public async Task Wrong_usage_is_one_line_and_the_usage(string error, params string[] args) => (await _host.PbmAsync(args)).IsMisuse(error);

    [Theory]
    [InlineData("unknown option --jsno", "--jsno")]
    [InlineData("\"localhost:http\" is no HOST:PORT: the port must be 1 to 65535", "localhost:http")]
    [InlineData("\":9110\" is no HOST:PORT, such as 127.0.0.1:9110", ":9110")]
    public async Task Wrong_arguments_of_pbm_itself_are_told_without_a_host(string error, params string[] args) =>
        (await PbmRun.StartAsync(args)).IsMisuse(error);

    [Fact]
    public async Task Json_is_an_array_of_objects_by_heading()
    {
        _host.ControlPlane.Hold(APod("web-1").On("node-1").Phase("Running").Stored().Build());

        var pods = JsonDocument.Parse((await _host.PbmAsync("pod", "list", "--json")).Output).RootElement;

        Assert.Equal(("web-1", "0/1", "node-1"), (Text("name"), Text("ready"), Text("node")));
        Assert.Equal("[]\n", (await _host.PbmAsync("--json", "pod", "list", "-n", "nowhere")).Output);

        string? Text(string key) => Assert.Single(pods.EnumerateArray()).GetProperty(key).GetString();
    }

    [Fact]
    public async Task Json_of_several_parts_is_an_array_of_lines_and_tables()
    {
        _host.ControlPlane.Hold(APod("web-1").Ready().Stored().Build());

        var parts = JsonDocument.Parse((await _host.PbmAsync("pod", "show", "web-1", "--json")).Output).RootElement.EnumerateArray().ToList();

        Assert.Equal("Name:           web-1", parts[0].GetString());
        Assert.Equal("Ready", parts.First(part => part.ValueKind == JsonValueKind.Array)[0].GetProperty("condition").GetString());
    }

    [Fact]
    public async Task A_script_runs_line_by_line_and_fails_if_a_line_failed()
    {
        _host.ControlPlane.Hold(APod("web-1").Stored().Build());

        var run = await PbmRun.StartAsync([_host.Address], "# a comment\npod list --json\n\npod show nope\nhelp pod\nexit\npod list\n");

        Assert.Equal((1, "error: pods \"nope\" not found\n"), (run.ExitCode, run.Errors));
        Assert.Contains("\"name\": \"web-1\"", run.Output);
        Assert.Contains("usage: pbm pod COMMAND", run.Output);
        Assert.DoesNotContain("READY", run.Output);
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_one_line()
    {
        var nowhere = $"127.0.0.1:{FreePort()}";

        (await PbmRun.StartAsync([nowhere, "pod", "list"])).FailsWith(
            $"no pbm host answers at {nowhere}: start a cluster with `actorkube up`, or name another host as HOST:PORT");
        Assert.Equal(1, (await PbmRun.StartAsync([nowhere])).ExitCode);
        var help = await PbmRun.StartAsync([nowhere, "--help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("no pbm host answers", help.Output);
    }

    [Fact]
    public async Task What_is_no_pbm_host_is_one_line()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var answers = AnswerHttpAsync(stranger);
        var address = $"127.0.0.1:{((IPEndPoint)stranger.LocalEndpoint).Port}";

        var run = await PbmRun.StartAsync([address, "pod", "list"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("^error: (what answers at .* is not a pbm host|no pbm host answers at).*\n$", run.Errors);
        stranger.Stop();
        await answers;
    }

    [Fact]
    public async Task A_host_that_is_killed_while_pbm_waits_is_one_line()
    {
        using var line = new CuttableProxy(_host.Port);
        var address = line.Address;
        var (output, errors) = (new LiveOutput(), new StringWriter());
        _host.Logs.Append("alive");
        var run = PbmProgram.RunAsync([address, "log", "tail"], TextReader.Null, output, errors);
        await output.SeenAsync("alive");

        line.Cut();

        Assert.Equal(1, await run.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal($"error: the host at {address} was lost while `log tail` ran: its process was killed or stopped, or the connection was cut", errors.ToString().Trim());
    }

    [Fact]
    public async Task A_command_that_does_not_stream_fails_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.Equal(1, (await PbmRun.StartAsync([_host.Address, "pod", "list"], cancellation: cancelled.Token)).ExitCode);
    }

    [Fact]
    public async Task The_version_is_told() => Assert.Matches("^pbm [0-9]+\\.[0-9]+", (await PbmRun.StartAsync(["--version"])).Output);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task AnswerHttpAsync(TcpListener stranger)
    {
        try
        {
            while (true)
            {
                using var client = await stranger.AcceptTcpClientAsync();
                await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // Stopped.
        }
    }
}
