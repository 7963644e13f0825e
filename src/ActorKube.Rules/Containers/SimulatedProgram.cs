using System.Collections.Immutable;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Rules.Containers;

/// <summary>What a container's program will do.</summary>
/// <param name="Instructions">The steps; it ends with the last status after the last one.</param>
/// <param name="HeedsTerminate">True if it ends on SIGTERM; false if it must be killed. Process 1 of a shell script without a trap ignores SIGTERM.</param>
public sealed record SimulatedProgram(ImmutableArray<Instruction> Instructions, bool HeedsTerminate)
{
    /// <summary>Exit code of a server that ends on SIGTERM in good order.</summary>
    public const int TerminatedInOrder = 0;

    /// <summary>Exit code of a process that SIGKILL ended: 128 + 9.</summary>
    public const int Killed = 137;

    /// <summary>The process that runs it.</summary>
    /// <param name="container">Where it runs.</param>
    /// <param name="isTerminal">True if the container has a terminal.</param>
    public SimulatedProcess Start(SimulatedContainer container, bool isTerminal)
    {
        var context = new ProcessContext(container, isTerminal);
        return new SimulatedProcess(context, ScriptRun.Steps(Instructions, context));
    }
}
