namespace ActorKube.Rules.Containers.Processes;

/// <summary>What a process in a simulated container does next. Whoever drives the process carries it out, and then asks for the next one.</summary>
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
}
