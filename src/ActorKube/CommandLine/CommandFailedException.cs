namespace ActorKube.CommandLine;

/// <summary>Ends a command with one line for a person and an exit code.</summary>
internal sealed class CommandFailedException(string message, int exitCode = ActorKubeCommand.Failed) : Exception(message)
{
    internal int ExitCode { get; } = exitCode;
}
