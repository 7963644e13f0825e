using System.Collections.Immutable;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers;

/// <summary>What a container's process 1 will do.</summary>
public sealed record SimulatedProgram
{
    /// <summary>Exit code of a server that ends on SIGTERM in good order.</summary>
    public const int TerminatedInOrder = 0;

    /// <summary>Exit code of a process that SIGKILL ended: 128 + 9.</summary>
    public const int Killed = 137;

    private const int NotFound = 127;

    /// <summary>How long it takes to start, emulated time.</summary>
    public required TimeSpan StartUp { get; init; }

    /// <summary>The command; empty for the image's own program.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>Lines that the image's own program prints first.</summary>
    public IReadOnlyList<string> Greeting { get; init; } = [];

    /// <summary>True if the image's own program runs until it is told to end.</summary>
    public bool Serves { get; init; }

    /// <summary>How it ends instead of what else it would do, by the pod's annotations; null if they don't say.</summary>
    public PlannedEnd? End { get; init; }

    /// <summary>True if it ends on SIGTERM; false if it must be killed, unless it is a script with a trap. Process 1 gets no signal that it has no handler for.</summary>
    public required bool HeedsTerminate { get; init; }

    /// <summary>The exit status of a process that a signal ended.</summary>
    public static int StatusOf(ProcessSignal signal) => 128 + (int)signal;

    /// <summary>The process that runs it.</summary>
    /// <param name="container">Where it runs.</param>
    /// <param name="isTerminal">True if the container has a terminal.</param>
    public SimulatedProcess Start(SimulatedContainer container, bool isTerminal)
    {
        var context = new ProcessContext(container, isTerminal, isInit: true);
        return new SimulatedProcess(context, Steps(context));
    }

    private IEnumerable<ProcessStep> Steps(ProcessContext context)
    {
        yield return new ProcessStep.Wait(StartUp);
        if (End is { } end)
        {
            yield return new ProcessStep.Wait(end.After);
            context.Status = end.ExitCode;
            yield break;
        }
        if (!Command.IsEmpty)
        {
            foreach (var step in context.Container.FindProgram(Command[0]) is { } program ? program(Command, context) : Unknown(context))
                yield return step;
            yield break;
        }
        foreach (var line in Greeting)
            yield return ProcessContext.Say(line);
        if (Serves)
            yield return ProcessStep.Serve.Instance;
    }

    private IEnumerable<ProcessStep> Unknown(ProcessContext context)
    {
        context.Status = NotFound;
        yield return ProcessContext.Complain($"sh: {Command[0]}: not found");
    }
}
