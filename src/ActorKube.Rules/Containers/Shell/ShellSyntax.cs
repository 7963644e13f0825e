namespace ActorKube.Rules.Containers.Shell;

/// <summary>A script, or why it is none.</summary>
/// <param name="Script">The script; null if there is a fault.</param>
/// <param name="Fault">The fault, in BusyBox's words, without the shell's name before it; empty if there is none.</param>
/// <param name="IsOpen">True if more lines would make a script of it.</param>
internal sealed record ShellSyntax(ShellNode? Script, string Fault, bool IsOpen)
{
    /// <summary>Reads a script.</summary>
    internal static ShellSyntax Read(string text)
    {
        try
        {
            return new(new ShellParser(text).Script(), "", false);
        }
        catch (ShellSyntaxException fault)
        {
            return new(null, $"syntax error: {fault.Message}", fault.IsOpen);
        }
    }
}

/// <summary>Ends the reading of a script from any depth; never leaves <see cref="ShellSyntax"/>.</summary>
internal sealed class ShellSyntaxException(string message, bool isOpen = false) : Exception(message)
{
    internal bool IsOpen => isOpen;
}
