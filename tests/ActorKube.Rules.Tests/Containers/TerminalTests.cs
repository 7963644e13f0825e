using System.Text;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Processes;
using Xunit;

namespace ActorKube.Rules.Tests.Containers;

/// <summary>What a person at a terminal sees.</summary>
public sealed class TerminalTests
{
    private readonly Terminal _terminal = new();
    private readonly SimulatedProcess _process = CommandTable.Start(["sh"], new SimulatedMachine().Container, isTerminal: true)!;
    private readonly StringBuilder _screen = new();
    private bool _hasEnded;

    [Theory]
    [InlineData("echo hi\r", "/ # echo hi\r\nhi\r\n/ # ")]
    [InlineData("ecko\x7f\x7fho hi\r", "/ # ecko\b \b\b \bho hi\r\nhi\r\n/ # ")]
    [InlineData("x\u0015echo é\u007fe\r", "/ # x\b \becho é\b \be\r\ne\r\n/ # ")]
    [InlineData("cd tmp\rpwd\r", "/ # cd tmp\r\n/tmp # pwd\r\n/tmp\r\n/tmp # ")]
    [InlineData("while true; do\recho x; exit 3\rdone\r", "/ # while true; do\r\n> echo x; exit 3\r\n> done\r\nx\r\n")]
    [InlineData("junk\u0003echo a\r", "/ # junk^C\r\n/ # echo a\r\na\r\n/ # ")]
    [InlineData("sleep infinity\r\u0003echo a\r", "/ # sleep infinity\r\n^C\r\n/ # echo a\r\na\r\n/ # ")]
    [InlineData("sh\rsleep infinity\r\u0003exit\recho b\r", "/ # sh\r\n/ # sleep infinity\r\n^C\r\n/ # exit\r\n/ # echo b\r\nb\r\n/ # ")]
    [InlineData("cat\rabc\r\u0004echo a\r", "/ # cat\r\nabc\r\nabc\r\n/ # echo a\r\na\r\n/ # ")]
    [InlineData("\u001b[A\r", "/ # ^[[A\r\nsh: \u001b[A: not found\r\n/ # ")]
    public void A_shell_shows_what_is_typed_and_answers(string typed, string screen)
    {
        Drive();
        foreach (var symbol in Encoding.UTF8.GetBytes(typed))
        {
            _screen.Append(Encoding.Latin1.GetString(_terminal.Type([symbol], _process).Span));
            Drive();
        }

        Assert.Equal(screen, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(_screen.ToString())));
    }

    [Fact]
    public void The_end_of_input_ends_a_shell()
    {
        Drive();
        _terminal.Type([4], _process);
        Drive();

        Assert.True(_hasEnded);
    }

    [Fact]
    public void An_interrupt_ends_a_program_that_is_no_shell()
    {
        var process = CommandTable.Start(["sleep", "infinity"], new SimulatedMachine().Container, isTerminal: true)!;
        Assert.IsType<ProcessStep.Pause>(Settled(process));
        _terminal.Type([3], process);

        Assert.Null(process.Next(default));
        Assert.Equal(130, process.ExitCode);
    }

    private static ProcessStep? Settled(SimulatedProcess process)
    {
        ProcessStep? step;
        while ((step = process.Next(default)) is ProcessStep.Turn)
        {
        }
        return step;
    }

    /// <summary>Lets the process run until it waits for somebody.</summary>
    private void Drive()
    {
        for (ProcessStep? step; !_hasEnded;)
        {
            step = _process.Next(default);
            _hasEnded = step is null;
            if (step is ProcessStep.Write write)
                _screen.Append(Encoding.Latin1.GetString(Terminal.Shown(write.Bytes).Span));
            else if (step is ProcessStep.Pause or null)
                return;
        }
    }
}
