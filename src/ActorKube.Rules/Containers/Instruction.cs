using System.Collections.Immutable;

namespace ActorKube.Rules.Containers;

/// <summary>One step of a compiled script. Steps run one after the other; each leaves an exit status behind, as a shell's commands do.</summary>
public abstract record Instruction
{
    private Instruction() { }

    /// <summary>Print a line.</summary>
    /// <param name="Text">The line.</param>
    /// <param name="Status">The exit status that it leaves behind; if it isn't 0, the line goes to standard error.</param>
    public sealed record Print(string Text, int Status = 0) : Instruction;

    /// <summary>Run a command.</summary>
    /// <param name="Words">Its name and arguments.</param>
    /// <param name="File">Where its standard output goes; null for the script's own.</param>
    /// <param name="Append">True to add to the file.</param>
    public sealed record Run(ImmutableArray<string> Words, string? File = null, bool Append = false) : Instruction;

    /// <summary>Wait, in emulated time.</summary>
    public sealed record Wait(TimeSpan Time) : Instruction;

    /// <summary>Wait until told to end.</summary>
    public sealed record Serve : Instruction;

    /// <summary>End with this exit code, or with the last status if it is null.</summary>
    public sealed record Exit(int? Code) : Instruction;

    /// <summary>Go on at another step.</summary>
    public sealed record Jump(int Target) : Instruction;

    /// <summary>Go on at another step if the last status is, or is not, zero.</summary>
    public sealed record JumpIf(bool Succeeded, int Target) : Instruction;
}
