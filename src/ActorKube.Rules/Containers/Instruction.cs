namespace ActorKube.Rules.Containers;

/// <summary>One step of a simulated program. Steps run one after the other; each leaves an exit status behind, as a shell's commands do.</summary>
public abstract record Instruction
{
    private Instruction() { }

    /// <summary>Print a line, or write it to a file.</summary>
    /// <param name="Text">The line.</param>
    /// <param name="File">Path of the file; null for standard output.</param>
    /// <param name="Append">True to add to the file.</param>
    public sealed record Print(string Text, string? File = null, bool Append = false) : Instruction;

    /// <summary>Print a file.</summary>
    public sealed record PrintFile(string Path) : Instruction;

    /// <summary>Wait, in emulated time.</summary>
    public sealed record Wait(TimeSpan Time) : Instruction;

    /// <summary>Wait until told to end.</summary>
    public sealed record Serve : Instruction;

    /// <summary>Leave this exit status.</summary>
    public sealed record Status(int Code) : Instruction;

    /// <summary>End with this exit code, or with the last status if it is null.</summary>
    public sealed record Exit(int? Code) : Instruction;

    /// <summary>Go on at another step.</summary>
    public sealed record Jump(int Target) : Instruction;

    /// <summary>Go on at another step if the last status is, or is not, zero.</summary>
    public sealed record JumpIf(bool Succeeded, int Target) : Instruction;
}
