using System.ComponentModel;
using System.Runtime.InteropServices;
using ActorKube.Palettes.Contract;
using Microsoft.Win32.SafeHandles;

namespace ActorKube.Pbm.Interactions;

/// <summary>The program's terminal while a command has it: every key goes to the command, and nothing is echoed here. Disposing it gives the terminal back as it was.</summary>
/// <remarks>Source: POSIX termios; <c>cfmakeraw</c> of Linux and macOS. The structure is only kept and given back, so its layout doesn't matter.</remarks>
internal sealed class Terminal : IDisposable
{
    /// <summary>More than any system's <c>struct termios</c>.</summary>
    private const int StateBytes = 256;

    private const int Now = 0;

    private readonly byte[] _before = new byte[StateBytes];
    private int _isRestored;

    private Terminal()
    {
        if (tcgetattr(0, _before) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        var raw = (byte[])_before.Clone();
        cfmakeraw(raw);
        _ = tcsetattr(0, Now, raw);
    }

    /// <summary>True if standard input is a terminal that can be had raw.</summary>
    public static bool IsThere => !OperatingSystem.IsWindows() && !Console.IsInputRedirected;

    public static Terminal Raw() => new();

    /// <summary>Standard input byte by byte; the console's own stream would read whole lines.</summary>
    public static Stream OpenInput() => OperatingSystem.IsWindows()
        ? Console.OpenStandardInput()
        : Console.IsInputRedirected ? Console.OpenStandardInput() : new KeyStream(new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0));

    /// <summary>Calls back with the size now, and whenever it changes.</summary>
    public static IDisposable WatchSize(Action<TerminalSize> changed)
    {
        Tell();
        return OperatingSystem.IsWindows() ? Stream.Null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => Tell());

        void Tell()
        {
            if (!Console.IsOutputRedirected)
                changed(new() { Columns = Console.WindowWidth, Rows = Console.WindowHeight });
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        if (Interlocked.Exchange(ref _isRestored, 1) == 0)
            _ = tcsetattr(0, Now, _before);
    }

    private void OnProcessExit(object? sender, EventArgs exit) => Dispose();

    [DllImport("libc", SetLastError = true)]
    private static extern int tcgetattr(int descriptor, [Out] byte[] state);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcsetattr(int descriptor, int actions, [In] byte[] state);

    [DllImport("libc")]
    private static extern void cfmakeraw([In, Out] byte[] state);
}
