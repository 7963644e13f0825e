using System.Collections.Immutable;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Usage;
using ActorKube.Rules.Images;

namespace ActorKube.Rules.Containers;

/// <summary>What a container's process 1 will do.</summary>
public sealed record SimulatedProgram
{
    /// <summary>Exit code of a server that ends on SIGTERM in good order.</summary>
    public const int TerminatedInOrder = 0;

    /// <summary>Exit code of a process that SIGKILL ended: 128 + 9.</summary>
    public const int Killed = 137;

    /// <summary>Why a container ended that used more memory than its limit.</summary>
    public const string OutOfMemory = "OOMKilled";

    /// <summary>How long it takes to start, emulated time.</summary>
    public required TimeSpan StartUp { get; init; }

    /// <summary>The command line.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>The program that the command line starts, if not one that the image has by its name.</summary>
    public ImageProgram? Program { get; init; }

    /// <summary>How it ends instead of what else it would do, by the pod's annotations; null if they don't say.</summary>
    public PlannedEnd? End { get; init; }

    /// <summary>When and how it crashes, by the pod's annotations; null if it doesn't.</summary>
    public PlannedEnd? Crash { get; init; }

    /// <summary>The memory that the annotations say; null if they don't.</summary>
    public UsageCurve? Memory { get; init; }

    /// <summary>The processor time that the annotations say, in cores; null if they don't.</summary>
    public UsageCurve? Cpu { get; init; }

    /// <summary>True if it takes no notice of signals but SIGKILL.</summary>
    public bool IgnoresSignals { get; init; }

    /// <summary>The exit status of a process that a signal ended.</summary>
    public static int StatusOf(ProcessSignal signal) => 128 + (int)signal;

    /// <summary>The process that runs it.</summary>
    /// <param name="container">Where it runs.</param>
    /// <param name="isTerminal">True if the container has a terminal.</param>
    public SimulatedProcess Start(SimulatedContainer container, bool isTerminal)
    {
        var context = new ProcessContext(container, isTerminal, isInit: true) { Words = Command };
        return new SimulatedProcess(context, Steps(context));
    }

    private IEnumerable<ProcessStep> Steps(ProcessContext context)
    {
        yield return new ProcessStep.Wait(StartUp);
        if (Crash is { } crash)
            context.Group.Doom(context.Now + crash.After, crash.ExitCode, null);
        if (Memory is { } memory)
            UseMemory(context, memory);
        foreach (var step in End is { } end ? Planned(end, context) : Run(context))
            yield return step;
    }

    private void UseMemory(ProcessContext context, UsageCurve memory)
    {
        var (container, now) = (context.Container, context.Now);
        container.Begins(new RunningServer([], now, Cpu ?? UsageCurve.None, memory));
        if (container.MemoryLimit is { } limit && memory.Passes(limit) is { } passes)
            context.Group.Doom(now + passes, Killed, OutOfMemory);
    }

    private IEnumerable<ProcessStep> Run(ProcessContext context)
    {
        var steps = Program is not null ? ProgramRun.Steps(Program, Command, context)
            : !Command.IsEmpty && context.Container.FindProgram(Command) is { } program ? program(Command, context)
            : [];
        foreach (var step in steps)
        {
            if (IgnoresSignals)
                context.OnSignal = static _ => null;
            yield return step;
        }
    }

    private IEnumerable<ProcessStep> Planned(PlannedEnd end, ProcessContext context)
    {
        context.OnSignal = signal => signal == ProcessSignal.Terminate && !IgnoresSignals ? TerminatedInOrder : null;
        yield return new ProcessStep.Wait(end.After);
        context.Status = end.ExitCode;
    }
}
