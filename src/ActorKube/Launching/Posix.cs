using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ActorKube.Launching;

/// <summary>The two calls that .NET has no words for: a polite end for another process, and a session of one's own.</summary>
internal static partial class Posix
{
    private const int Sigterm = 15;

    /// <summary>Asks a process to end: SIGTERM; where there are no signals it is killed.</summary>
    internal static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill();
        else
            _ = Kill(process.Id, Sigterm);
    }

    /// <summary>Leaves the terminal's process group, so that Ctrl-C reaches the launcher alone.</summary>
    internal static void LeaveTerminal()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetSid();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSid();
}
