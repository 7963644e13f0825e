using System.Diagnostics;
using ActorKube.Palettes.Tests.Hosts;
using ActorKube.Protocol.Processes;
using Akka.Actor;
using Akka.Cluster;

namespace ActorKube.Palettes.Tests.Commands;

/// <summary>Stories about another process: a second actor system that says it is an operating-system process which the test may kill.</summary>
public sealed class ClusterOfTwoTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PaletteHostFixture _host = new();
    private ActorSystem _other = null!;
    private Process _process = null!;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        _process = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        _other = ActorSystem.Create("actorkube", PaletteHostFixture.ClusterConfig);
        _other.ActorOf(Props.Create<OtherProcess>(_process.Id, new DateTimeOffset(_process.StartTime)), "process");
        await Cluster.Get(_other).JoinAsync(Cluster.Get(_host.System).SelfAddress);
        await UntilAsync(shown => shown.Contains("worker-2", StringComparison.Ordinal));
    }

    public async Task DisposeAsync()
    {
        await _other.Terminate();
        _process.Kill();
        _process.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_process_is_killed_by_its_pid()
    {
        (await _host.PbmAsync("chaos", "kill", "worker-2")).Prints($"worker-2 killed (pid {_process.Id}, SIGKILL)");

        await _process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(128 + 9, _process.ExitCode);
    }

    [Fact]
    public async Task An_unknown_name_kills_nothing_and_lists_the_names()
    {
        (await _host.PbmAsync("chaos", "kill", "worker-3")).FailsWith("no process is named \"worker-3\"; there are: worker-1, worker-2");

        Assert.False(_process.HasExited);
    }

    [Fact]
    public async Task A_process_that_left_the_cluster_can_still_be_killed_by_name()
    {
        (await _host.PbmAsync("cluster", "down", "worker-2")).Prints("worker-2 is down");
        await UntilGoneAsync();

        (await _host.PbmAsync("chaos", "kill", "worker-2")).Prints($"worker-2 killed (pid {_process.Id}, SIGKILL)");
    }

    [Fact]
    public async Task A_process_that_is_dead_already_is_not_killed_again()
    {
        (await _host.PbmAsync("chaos", "kill", "worker-2")).Prints($"worker-2 killed (pid {_process.Id}, SIGKILL)");
        await _process.WaitForExitAsync().WaitAsync(Patience);

        (await _host.PbmAsync("chaos", "kill", "worker-2")).FailsWith($"worker-2 was not killed: pid {_process.Id} is gone already");
    }

    [Fact]
    public async Task A_process_that_leaves_is_gone_from_the_show()
    {
        (await _host.PbmAsync("cluster", "leave", "worker-2")).Prints("worker-2 is leaving");

        await UntilGoneAsync();
    }

    [Fact]
    public async Task Logs_and_actors_of_another_process_are_asked_of_that_process()
    {
        (await _host.PbmAsync("log", "peek", "-p", "worker-2")).Prints("a line of worker-2");
        (await _host.PbmAsync("actor", "hierarchy", "--process", "worker-2")).Prints(
            """
            ACTOR      CLASS     CHILDREN
            /user      <none>    1
              process  Imagined  0
            """);
    }

    private Task UntilGoneAsync() => UntilAsync(shown => !shown.Contains("worker-2", StringComparison.Ordinal));

    private async Task UntilAsync(Func<string, bool> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!holds((await _host.PbmAsync("cluster", "show")).Output))
            limit.Token.ThrowIfCancellationRequested();
    }

    private sealed class OtherProcess : ReceiveActor
    {
        public OtherProcess(int pid, DateTimeOffset started)
        {
            Receive<DescribeProcess>(ask => Sender.Tell(new ProcessDescribed(
                ask.Id, "worker-2", "worker", pid, Environment.MachineName, 9112, started, 1024 * 1024, TimeSpan.Zero, [])));
            Receive<ReadLog>(ask => Sender.Tell(new LogRead(ask.Id, ["a line of worker-2"])));
            Receive<DescribeActors>(ask => Sender.Tell(new ActorsDescribed(
                ask.Id, [new ActorDescription("/user", "", 1), new ActorDescription("/user/process", "Imagined", 0)], false)));
        }
    }
}
