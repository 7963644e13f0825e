namespace ActorKube.Node.Processes;

/// <summary>Finds a command the way a container runtime does, and says in its words why it can't be run.</summary>
internal static class ExecutableSearch
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Null if the command can be run; otherwise what a runtime says, from <c>exec:</c> on.</summary>
    /// <param name="command">The first word.</param>
    /// <param name="searchPath">The container's PATH.</param>
    /// <param name="directory">The container's working directory.</param>
    /// <param name="real">Where a path of the container is on this machine.</param>
    internal static string? Fault(string command, string searchPath, string directory, Func<string, string> real)
    {
        if (!command.Contains('/', StringComparison.Ordinal))
            return command.Length > 0 && searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Any(folder => IsExecutable(real($"{folder}/{command}")))
                ? null : $"exec: \"{command}\": executable file not found in $PATH";
        var path = real(Path.Combine(directory, command));
        return IsExecutable(path) ? null
            : File.Exists(path) || Directory.Exists(path) ? $"exec: \"{command}\": permission denied"
            : $"exec: \"{command}\": stat {command}: no such file or directory";
    }

    private static bool IsExecutable(string path) => !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & AnyExecute) != 0;
}
