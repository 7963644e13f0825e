using System.Runtime.InteropServices;

namespace ActorKube.Node.Processes;

/// <summary>The system calls that .NET has no words for.</summary>
internal static partial class Posix
{
    internal const int Sigkill = 9;
    private const int OpenReadWriteNoTerminal = 0x2 | 0x100;
    private const ulong SetWindowSize = 0x5414;

    /// <summary>Sends a signal; to a process group if the number is negative. One that is gone gets nothing.</summary>
    internal static void Signal(int pid, int signal) => _ = Kill(pid, signal);

    /// <summary>Tells a terminal how large its window is; whoever runs in it gets SIGWINCH. False if that is no terminal.</summary>
    internal static bool Resize(string terminal, int columns, int rows)
    {
        var handle = Open(terminal, OpenReadWriteNoTerminal);
        if (handle < 0)
            return false;
        ReadOnlySpan<ushort> size = [(ushort)rows, (ushort)columns, 0, 0];
        var isDone = IoControl(handle, SetWindowSize, in size[0]) == 0;
        _ = Close(handle);
        return isDone;
    }

    /// <summary>Gives a file or link another name, in place of whatever has that name: whoever looks sees the one or the other.</summary>
    /// <exception cref="IOException">It can't be done.</exception>
    internal static void Rename(string from, string to)
    {
        if (RenameFile(from, to) != 0)
            throw new IOException($"rename {from} {to}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int RenameFile(string from, string to);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int IoControl(int handle, ulong request, in ushort argument);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
