using ActorKube.Rules.Containers.Network;

namespace ActorKube.Rules.Containers.Processes;

/// <summary>
/// What a process in a simulated container does next. Commands make the steps; <see cref="SimulatedProcess"/> carries out those among processes, and hands on what
/// needs the world outside: <see cref="Write"/>, <see cref="Ask"/>, <see cref="Turn"/> and <see cref="Pause"/>.
/// </summary>
public abstract record ProcessStep
{
    private ProcessStep() { }

    /// <summary>Write bytes, which don't change afterwards.</summary>
    public sealed record Write(OutputStream Stream, ReadOnlyMemory<byte> Bytes) : ProcessStep;

    /// <summary>Wait until <see cref="ProcessInput"/> has bytes, or has ended.</summary>
    public sealed record ReadInput : ProcessStep
    {
        /// <summary>The only one.</summary>
        public static readonly ReadInput Instance = new();
    }

    /// <summary>Wait, in emulated time.</summary>
    public sealed record Wait(TimeSpan Time) : ProcessStep;

    /// <summary>Wait until told to end.</summary>
    public sealed record Serve : ProcessStep
    {
        /// <summary>The only one.</summary>
        public static readonly Serve Instance = new();
    }

    /// <summary>Nothing: a turn of a loop, so that whoever drives can pause.</summary>
    public sealed record Turn : ProcessStep
    {
        /// <summary>The only one.</summary>
        public static readonly Turn Instance = new();
    }

    /// <summary>Ask the network, and wait for the answer.</summary>
    public sealed record Ask(NetworkQuestion Question) : ProcessStep;

    /// <summary>Wait until a process that was forked has ended, or, if wanted, until a signal came for which there is a trap.</summary>
    internal sealed record Join(ForkedProcess Child, bool ForSignals) : ProcessStep;

    /// <summary>Nothing can go on now: call again when the time has come, or when there is input.</summary>
    /// <param name="Until">The time; null for never.</param>
    /// <param name="ForInput">True if somebody waits for standard input.</param>
    public sealed record Pause(DateTimeOffset? Until, bool ForInput) : ProcessStep;
}
