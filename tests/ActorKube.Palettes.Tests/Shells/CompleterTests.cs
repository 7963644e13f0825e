using ActorKube.Palettes.Tests.Hosts;
using ActorKube.Pbm.Hosts;
using ActorKube.Pbm.Shells;
using static ActorKube.TestKit.Given;

namespace ActorKube.Palettes.Tests.Shells;

public sealed class CompleterTests : IClassFixture<PaletteHostFixture>, IDisposable
{
    private readonly HostConnection _connection;
    private readonly PaletteHostFixture _host;

    public CompleterTests(PaletteHostFixture host)
    {
        _host = host;
        _host.ControlPlane.Reset();
        Assert.True(HostAddress.TryParse(host.Address, out var address, out _));
        _connection = new HostConnection(address);
    }

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("", "actor", "chaos", "cluster", "deploy", "exit", "help", "log", "node", "pod", "quit")]
    [InlineData("c", "chaos", "cluster")]
    [InlineData("cluster d", "down", "down-unreachable")]
    [InlineData("help cl", "cluster")]
    [InlineData("help cluster l", "leave")]
    [InlineData("pod list --n", "--namespace", "--node")]
    [InlineData("pod list --node x --n", "--namespace")]
    [InlineData("pod list --he", "--help")]
    [InlineData("nope ")]
    public async Task Words_complete_from_the_catalogue(string text, params string[] candidates) =>
        Assert.Equal(candidates, (await CompleteAsync(text)).Candidates);

    [Theory]
    [InlineData("pod show ", "web-1", "web-2")]
    [InlineData("pod show web-2", "web-2")]
    [InlineData("pod show -n other ", "elsewhere")]
    [InlineData("pod show web-1 ")]
    [InlineData("pod list --node ", "node-1")]
    [InlineData("chaos kill ", "worker-1")]
    [InlineData("log tail -p w", "worker-1")]
    public async Task Values_complete_from_what_the_cluster_has(string text, params string[] candidates)
    {
        _host.ControlPlane.Hold(APod("web-1").Build(), APod("web-2").Build(), APod("elsewhere").In("other").Build(), ANode("node-1").Build());

        Assert.Equal(candidates, (await CompleteAsync(text)).Candidates);
    }

    [Fact]
    public async Task A_silent_control_plane_completes_nothing()
    {
        _host.ControlPlane.IsSilent = true;

        Assert.Empty((await CompleteAsync("pod show ")).Candidates);
    }

    [Fact]
    public async Task A_line_is_edited_completed_and_recalled()
    {
        _host.ControlPlane.Hold(APod("web-1").Build());
        var terminal = new ScriptedTerminal();
        var editor = new LineEditor(terminal, new Completer(await _connection.DownloadAsync(default), _connection));

        terminal.Types("po").Presses(ConsoleKey.Tab).Types("sh").Presses(ConsoleKey.Tab, ConsoleKey.Tab, ConsoleKey.Enter);
        Assert.Equal("pod show web-1 ", await editor.ReadLineAsync("> ", 2));

        terminal.Types("xhelp").Presses(ConsoleKey.Home, ConsoleKey.Delete, ConsoleKey.Enter);
        Assert.Equal("help", await editor.ReadLineAsync("> ", 2));

        terminal.Types("draft").Presses(ConsoleKey.UpArrow, ConsoleKey.UpArrow, ConsoleKey.Enter);
        Assert.Equal("pod show web-1 ", await editor.ReadLineAsync("> ", 2));

        terminal.Types("draft").Presses(ConsoleKey.UpArrow, ConsoleKey.DownArrow, ConsoleKey.Backspace, ConsoleKey.Enter);
        Assert.Equal("draf", await editor.ReadLineAsync("> ", 2));

        terminal.Types("pod delete a").Controls(ConsoleKey.W).Types("b").Controls(ConsoleKey.A, ConsoleKey.K).Presses(ConsoleKey.Enter);
        Assert.Equal("", await editor.ReadLineAsync("> ", 2));

        terminal.Types("give up").Controls(ConsoleKey.C);
        Assert.Equal("", await editor.ReadLineAsync("> ", 2));

        terminal.Controls(ConsoleKey.D);
        Assert.Null(await editor.ReadLineAsync("> ", 2));
    }

    [Fact]
    public async Task Several_candidates_complete_to_what_they_share_and_then_are_shown()
    {
        var terminal = new ScriptedTerminal();
        var editor = new LineEditor(terminal, new Completer(await _connection.DownloadAsync(default), _connection));

        terminal.Types("cluster d").Presses(ConsoleKey.Tab, ConsoleKey.Tab, ConsoleKey.Enter);

        Assert.Equal("cluster down", await editor.ReadLineAsync("> ", 2));
        Assert.Contains("down  down-unreachable", terminal.Written);
    }

    private async Task<Completion> CompleteAsync(string text) => await new Completer(await _connection.DownloadAsync(default), _connection).CompleteAsync(text);
}
