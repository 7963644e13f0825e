using System.Collections.Immutable;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Processes;
using k8s.Models;
using Xunit;

namespace ActorKube.Rules.Tests.Containers;

/// <summary>Which processes see each other, under which numbers, as https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/ shows.</summary>
public sealed class ProcessNamespaceTests
{
    [Fact]
    public void A_container_sees_its_own_processes_from_number_1_on()
    {
        var machine = new SimulatedMachine(Busybox());
        Runs(machine, "sh", "-c", "sleep 600 & sleep 700");

        machine.Run(["ps"]);

        Assert.Equal(
            """
            PID   USER     TIME  COMMAND
                1 root      0:00 sh -c sleep 600 & sleep 700
                2 root      0:00 sleep 600
                3 root      0:00 sleep 700
                4 root      0:00 ps

            """.ReplaceLineEndings("\n"), machine.Output);
    }

    [Theory]
    [InlineData("ps -o pid,args", "PID   COMMAND\n    1 sleep 600\n    2 ps -o pid,args\n", 0)]
    [InlineData("ps aux -o comm", "COMMAND\nsleep\nps\n", 0)]
    [InlineData("ps -o size", "ps: bad -o argument 'size', supported arguments: pid,user,time,args,comm,ppid\n", 1)]
    [InlineData("pgrep sle", "1\n", 0)]
    [InlineData("pgrep 600", "", 1)]
    [InlineData("pgrep -f 600", "1\n", 0)]
    [InlineData("pidof sleep", "1\n", 0)]
    [InlineData("pidof nginx", "", 1)]
    [InlineData("killall nginx", "killall: nginx: no process killed\n", 1)]
    [InlineData("killall -0 sleep", "", 0)]
    [InlineData("pkill nginx", "", 1)]
    [InlineData("killall", "killall: usage: killall [-SIGNAL] NAME\n", 1)]
    [InlineData("pkill -XYZ sleep", "pkill: bad signal name 'XYZ'\n", 1)]
    public void Processes_are_listed_found_and_signalled_by_name(string command, string output, int code)
    {
        var machine = new SimulatedMachine(Busybox());
        Runs(machine, "sleep", "600");

        machine.Run([.. command.Split(' ')]);

        Assert.Equal((output, code), (machine.Everything, machine.Code));
    }

    [Fact]
    public void A_signal_by_name_reaches_process_1_of_the_container()
    {
        var machine = new SimulatedMachine(Busybox());
        var signals = Signals(machine);
        Runs(machine, "sleep", "600");

        machine.Run(["killall", "sleep"]);

        Assert.Equal([ProcessSignal.Terminate], signals);
        Assert.Equal(0, machine.Code);
    }

    [Fact]
    public void Containers_that_share_a_namespace_see_each_other_below_the_sandbox_and_may_signal_each_other()
    {
        var shared = new ProcessNamespace(isShared: true);
        var (web, shell) = (new SimulatedMachine(new V1Container { Name = "web", Image = "nginx" }, shared: shared), new SimulatedMachine(Busybox(), shared: shared));
        var signals = Signals(web);
        Runs(web, "nginx", "-g", "daemon off;");
        Runs(shell, "sleep", "3600");

        shell.Run(["ps", "-o", "pid,args"]);
        Assert.Equal("PID   COMMAND\n    1 /pause\n    2 nginx: master process nginx -g daemon off;\n    3 nginx: worker process\n    4 sleep 3600\n    5 ps -o pid,args\n", shell.Output);
        shell.Run(["sh", "-c", "kill -HUP 2; kill -9 1; kill 99"]);

        Assert.Equal([ProcessSignal.HangUp], signals);
        Assert.Equal("sh: kill: can't kill pid 99: No such process\n", shell.Errors);
    }

    [Fact]
    public void A_process_that_is_not_number_1_ends_on_a_signal_that_it_has_no_trap_for()
    {
        var machine = new SimulatedMachine(Busybox(), shared: new ProcessNamespace(isShared: true));
        var process = Runs(machine, "sleep", "3600");

        process.Signal(ProcessSignal.Terminate);

        Assert.Equal(143, machine.Run(process).Code);
        Assert.Equal("PID   COMMAND\n    1 /pause\n    3 ps -o pid,args\n", machine.Run(["ps", "-o", "pid,args"]).Output);
    }

    [Fact]
    public void A_command_that_is_given_up_is_not_listed_any_more()
    {
        var machine = new SimulatedMachine(Busybox());
        Runs(machine, "sleep", "600");
        var hanging = Commands.Start(machine, "sleep", "700");

        hanging.Abandon();

        Assert.Equal("PID   COMMAND\n    1 sleep 600\n    3 ps -o pid,args\n", machine.Run(["ps", "-o", "pid,args"]).Output);
    }

    private static V1Container Busybox() => new() { Name = "main", Image = "busybox" };

    private static List<ProcessSignal> Signals(SimulatedMachine machine)
    {
        var signals = new List<ProcessSignal>();
        machine.Container.SignalInit = signals.Add;
        return signals;
    }

    private static SimulatedProcess Runs(SimulatedMachine machine, params ImmutableArray<string> command)
    {
        var process = new SimulatedProgram { StartUp = TimeSpan.Zero, Command = command, Program = machine.Container.Image.Find(command.AsSpan()) }.Start(machine.Container, isTerminal: false);
        UntilItWaits(process, machine);
        return process;
    }

    private static void UntilItWaits(SimulatedProcess process, SimulatedMachine machine)
    {
        while (process.Next(machine.Now) is not (null or ProcessStep.Pause { Until: null }) and var step && !(step is ProcessStep.Pause { Until: { } due } && due > machine.Now))
        {
        }
    }

    private static class Commands
    {
        internal static SimulatedProcess Start(SimulatedMachine machine, params ImmutableArray<string> command)
        {
            var process = Rules.Containers.Commands.CommandTable.Start(command, machine.Container, isTerminal: false)!;
            UntilItWaits(process, machine);
            return process;
        }
    }
}
