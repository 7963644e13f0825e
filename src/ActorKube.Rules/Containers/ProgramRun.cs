using System.Collections.Immutable;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Serving;
using ActorKube.Rules.Images;

namespace ActorKube.Rules.Containers;

/// <summary>Runs a program of an image as a process.</summary>
internal static class ProgramRun
{
    internal static IEnumerable<ProcessStep> Steps(ImageProgram program, ImmutableArray<string> words, ProcessContext context)
    {
        var container = context.Container;
        context.OnSignal = signal => signal is ProcessSignal.Terminate or ProcessSignal.Quit or ProcessSignal.Interrupt ? program.TerminateCode : null;
        var server = new RunningServer(Ports(program, container), context.Now, program.Cpu.For(words), program.Memory.For(words));
        if (container.MemoryLimit is { } limit && server.Memory.Passes(limit) is { } passes)
            context.Group.Doom(context.Now + passes, SimulatedProgram.Killed, SimulatedProgram.OutOfMemory);
        container.Begins(server);
        if (context.Group.IsOfContainer)
            context.Group.Show(program.Processes);
        try
        {
            foreach (var line in program.Log)
                yield return ProcessContext.Say(line);
            if (program.SignalsInit is { } signal)
                container.SignalInit(signal);
            var end = program.End is { } planned ? context.Now + planned.After : (DateTimeOffset?)null;
            while (program.Beat.Length > 0 && (end is null || context.Now + program.BeatEvery < end))
            {
                yield return new ProcessStep.Wait(program.BeatEvery);
                yield return ProcessContext.Say(program.Beat);
            }
            if (end is null && program.SignalsInit is null)
                yield return ProcessStep.Serve.Instance;
            else if (end is { } moment && moment > context.Now)
                yield return new ProcessStep.Wait(moment - context.Now);
            context.Status = program.End?.ExitCode ?? 0;
        }
        finally
        {
            container.Ends(server);
        }
    }

    private static ImmutableArray<ServedPort> Ports(ImageProgram program, SimulatedContainer container) => !program.ServesDeclaredPorts
        ? program.Ports
        : [.. program.Ports, .. container.DeclaredPorts.Where(port => program.Ports.All(own => own.Number != port)).Select(port => new ServedPort(port, PortProtocol.Http))];
}
