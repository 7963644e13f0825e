using k8s.Models;

namespace ActorKube.Rules.Pods;

/// <summary>The last words of a container: what its program left in its termination file, or, if the manifest asks for that, the end of its log.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/.</remarks>
public static class TerminationMessage
{
    private const string DefaultPath = "/dev/termination-log";
    private const int LongestMessage = 4096;
    private const int LongestLog = 2048;
    private const int LinesOfLog = 80;

    /// <summary>The message; empty if there is none.</summary>
    /// <param name="container">The container.</param>
    /// <param name="exitCode">How it ended.</param>
    /// <param name="readFile">Reads the end of a file, of a path and so many bytes; empty if there is none.</param>
    /// <param name="readLog">Reads the end of the log, so many lines and so many bytes.</param>
    public static string Of(V1Container container, int exitCode, Func<string, int, string> readFile, Func<int, int, string> readLog)
    {
        var path = string.IsNullOrEmpty(container.TerminationMessagePath) ? DefaultPath : container.TerminationMessagePath;
        return readFile(path, LongestMessage) is { Length: > 0 } words ? words
            : container.TerminationMessagePolicy == "FallbackToLogsOnError" && exitCode != 0 ? readLog(LinesOfLog, LongestLog) : "";
    }
}
