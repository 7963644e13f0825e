using ActorKube.Rules.Containers.Commands;
using Xunit;

namespace ActorKube.Rules.Tests.Containers;

/// <summary>Scripts that want everything get what a container may have, and no more.</summary>
public sealed class GreedyScriptTests
{
    private const int Steps = 400_000;

    [Theory]
    [InlineData("a=xxxxxxxx; while true; do a=$a$a; done")]
    [InlineData("a=$(seq 1 2000); i=0; while true; do i=$((i+1)); eval \"v$i=\\$a\"; done")]
    [InlineData("yes $(seq 1 500) | sort")]
    [InlineData("yes $(seq 1 500) | tr -d '\\n' | sort")]
    public void Memory_without_end_ends_in_the_out_of_memory_killer(string script)
    {
        var machine = new SimulatedMachine();
        var process = CommandTable.Start(["sh", "-c", script], machine.Container, isTerminal: false)!;

        machine.Run(process, Steps);

        Assert.Equal((137, "OOMKilled"), (machine.Code, process.EndReason));
    }

    [Theory]
    [InlineData("while true; do sleep 1000 & done")]
    [InlineData("bomb() { bomb | bomb & }; bomb; sleep 1000")]
    public void Processes_without_end_are_bounded(string script)
    {
        var machine = new SimulatedMachine();
        var process = CommandTable.Start(["sh", "-c", script], machine.Container, isTerminal: false)!;

        machine.Run(process, steps: 20_000);

        Assert.Contains("can't fork: Resource temporarily unavailable", machine.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_modest_is_let_be()
    {
        var machine = new SimulatedMachine().Sh("a=$(seq 1 5000); for i in 1 2 3 4 5 6 7 8 9; do b=$a; done; seq 1 20000 | sort -n | tail -n 1; for i in 1 2 3; do sleep 1 & done; wait; echo ok");
        Assert.Equal("20000\nok\n", machine.Output);
    }
}
