using ActorKube.Palettes.Tests.Hosts;
using ActorKube.Pbm;

namespace ActorKube.Palettes.Tests.Commands;

/// <summary>The palettes <c>actor</c> and <c>log</c> about the host's own process.</summary>
public sealed class ProcessCommandsTests(PaletteHostFixture host) : IClassFixture<PaletteHostFixture>
{
    [Fact]
    public async Task The_hierarchy_is_that_of_the_real_actors_with_their_classes()
    {
        var run = await host.PbmAsync("actor", "hierarchy", "/user/pbm", "--depth", "1");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("^/user/pbm +CommandRouter +8$", run.Lines[1]);
        Assert.Contains(run.Lines, line => line.StartsWith("  process-directory  ProcessDirectory", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.StartsWith("  pod                CommandHandler", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_running_command_is_an_actor_of_its_own() =>
        Assert.Contains("    hierarchy-", (await host.PbmAsync("actor", "hierarchy", "user/pbm")).Output);

    [Fact]
    public async Task A_limit_cuts_the_tree_and_says_so()
    {
        var run = await host.PbmAsync("actor", "hierarchy", "--limit", "3");

        Assert.Equal(1 + 3, run.Lines.Count);
        Assert.Equal("there are more than 3 actors: raise --limit, or begin further down\n", run.Errors);
    }

    [Fact]
    public async Task What_is_not_there_or_makes_no_sense_is_one_line()
    {
        (await host.PbmAsync("actor", "hierarchy", "/user/nope")).FailsWith("process worker-1 has no actor at /user/nope");
        (await host.PbmAsync("actor", "hierarchy", "--limit", "0")).IsMisuse("--limit takes 1 to 5000, not 0");
        (await host.PbmAsync("log", "peek", "-p", "nope")).FailsWith("no process is named \"nope\"; there are: worker-1");
    }

    [Fact]
    public async Task A_peek_shows_the_last_lines()
    {
        for (var line = 1; line <= 30; line++)
            host.Logs.Append($"peek {line}\n");

        (await host.PbmAsync("log", "peek", "--lines", "2")).Prints("peek 29\npeek 30");
    }

    [Fact]
    public async Task A_tail_goes_on_with_what_is_logged_until_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var (output, errors) = (new LiveOutput(), new StringWriter());
        host.Logs.Append("before");
        var run = PbmProgram.RunAsync([host.Address, "log", "tail", "-n", "1"], TextReader.Null, output, errors, cancellation.Token);
        await output.SeenAsync("before\n");

        host.Logs.Append("after");
        await output.SeenAsync("after\n");
        await cancellation.CancelAsync();

        Assert.Equal((0, ""), (await run, errors.ToString()));
    }

    [Fact]
    public async Task A_tail_as_json_is_one_string_a_line()
    {
        using var cancellation = new CancellationTokenSource();
        var output = new LiveOutput();
        host.Logs.Append("say \"json\"");
        var run = PbmProgram.RunAsync([host.Address, "log", "tail", "-n", "1", "--json"], TextReader.Null, output, TextWriter.Null, cancellation.Token);

        await output.SeenAsync("""
            "say \"json\""
            """);
        await cancellation.CancelAsync();
        Assert.Equal(0, await run);
    }
}
