using System.Diagnostics;
using System.Globalization;
using System.Text;
using ActorKube.Protocol;
using ActorKube.Protocol.Containers;

namespace ActorKube.Node.Processes;

/// <summary>
/// A real process: started, read, written and waited for without a thread of its own. It keeps what an actor collects when poked, and no more than a little of it: a
/// program that prints faster waits in its pipe.
/// </summary>
internal sealed class HostProcess
{
    /// <summary>Exit code of what a runtime could not start.</summary>
    internal const int StartFailed = 128;

    private const int PieceBytes = 16 * 1024;
    private const int PiecesWaiting = 4;
    private const int LongestFault = 4096;

    /// <summary>How long until another look for a terminal that is being opened.</summary>
    private static readonly TimeSpan TerminalRetry = TimeSpan.FromMilliseconds(5);

    private readonly HostLaunch _launch;
    private readonly long _bytesPerSecond;
    private readonly Action _poke;
    private readonly Lock _lock = new();
    private Process? _process;
    private int _firstPid;
    private bool _isKilled;
    private int _resizes;

    private HostProcess(HostLaunch launch, long bytesPerSecond, Action poke) => (_launch, _bytesPerSecond, _poke) = (launch, bytesPerSecond, poke);

    /// <summary>What it printed and nobody has taken yet; complete once there will be no more.</summary>
    internal BoundedQueue<(SessionStream Stream, ReadOnlyMemory<byte> Bytes)> Output { get; } = new(PiecesWaiting);

    /// <summary>How it ended; null while it runs.</summary>
    internal HostProcessEnd? End { get; private set; }

    /// <summary>Where it reads from; null until it runs.</summary>
    internal Stream? Input { get; private set; }

    /// <summary>The number of the container's first process as this machine counts; 0 until it runs.</summary>
    internal int FirstPid => Volatile.Read(ref _firstPid);

    /// <summary>Starts a process.</summary>
    /// <param name="launch">How.</param>
    /// <param name="bytesPerSecond">How fast it may print, in real time.</param>
    /// <param name="poke">Called from any thread when there is something to collect.</param>
    /// <param name="ready">Called before the program itself begins, with the number of its process.</param>
    /// <param name="ended">Called when the process has ended, before its last output is collected; says why, if not for the code alone.</param>
    internal static HostProcess Begin(HostLaunch launch, long bytesPerSecond, Action poke, Action<int> ready, Func<string?> ended)
    {
        var process = new HostProcess(launch, bytesPerSecond, poke);
        _ = process.RunAsync(ready, ended);
        return process;
    }

    /// <summary>A signal for the first process; one that hasn't begun never does.</summary>
    internal void Signal(int signal)
    {
        lock (_lock)
        {
            if (End is not null)
                return;
            if (_firstPid == 0)
                Kill();
            else if (_process is not null)
                Posix.Signal(_firstPid, signal);
        }
    }

    /// <summary>It reads no more. A terminal goes on: it has no end but its program's.</summary>
    internal void EndInput()
    {
        if (!_launch.IsTerminal)
            Input?.Dispose();
    }

    /// <summary>The window of its terminal has this size, from when it has a terminal.</summary>
    internal void Resize(int columns, int rows)
    {
        if (_launch.IsTerminal)
            _ = ResizeAsync(columns, rows, Interlocked.Increment(ref _resizes));
    }

    /// <summary>SIGKILL.</summary>
    internal void Kill()
    {
        lock (_lock)
        {
            _isKilled = true;
            if (_process is null)
                return;
            if (_firstPid != 0)
                Posix.Signal(_firstPid, Posix.Sigkill);
            else
                Posix.Signal(_process.Id, Posix.Sigkill);
        }
    }

    /// <summary>Nobody collects any more.</summary>
    internal void Abandon()
    {
        Kill();
        Output.Complete();
        lock (_lock)
            if (_process is not null)
                Close(_process);
    }

    private async Task RunAsync(Action<int> ready, Func<string?> ended)
    {
        HostProcessEnd end;
        try
        {
            end = await RunToEndAsync(ready, ended).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // Whatever it was, whoever waits for the end must hear of it.
            end = NotStarted(fault.Message);
        }
        lock (_lock)
            End = end;
        Output.Complete();
        _poke();
    }

    private async Task<HostProcessEnd> RunToEndAsync(Action<int> ready, Func<string?> ended)
    {
        var process = await ProcessStarter.StartAsync(_launch.ToStartInfo()).ConfigureAwait(false);
        lock (_lock)
        {
            _process = process;
            if (_isKilled)
                Posix.Signal(process.Id, Posix.Sigkill);
        }
        try
        {
            var (output, errors) = (process.StandardOutput.BaseStream, process.StandardError.BaseStream);
            var pid = process.Id;
            if (_launch.Announces)
            {
                var line = await ReadLineAsync(output).ConfigureAwait(false);
                if (!line.StartsWith(LaunchScript.Ready, StringComparison.Ordinal) || !int.TryParse(line.AsSpan(LaunchScript.Ready.Length), NumberStyles.None, CultureInfo.InvariantCulture, out pid))
                    return await NotStartedAsync(process, line, errors).ConfigureAwait(false);
                ready(pid);
            }
            lock (_lock)
            {
                Volatile.Write(ref _firstPid, pid);
                if (_isKilled)
                    Posix.Signal(pid, Posix.Sigkill);
            }
            var input = process.StandardInput.BaseStream;
            if (_launch.Announces)
            {
                await input.WriteAsync(Encoding.ASCII.GetBytes(LaunchScript.Go)).ConfigureAwait(false);
                await input.FlushAsync().ConfigureAwait(false);
            }
            Input = input;
            _poke();
            var pumps = Task.WhenAll(PumpAsync(output, SessionStream.Stdout), PumpAsync(errors, SessionStream.Stderr));
            await process.WaitForExitAsync().ConfigureAwait(false);
            var reason = ended();
            await pumps.ConfigureAwait(false);
            return new(process.ExitCode, reason, "");
        }
        finally
        {
            lock (_lock)
            {
                Close(process);
                process.Dispose();
                _process = null;
            }
        }
    }

    /// <summary>What the programs that should have put it in its place said instead.</summary>
    private async Task<HostProcessEnd> NotStartedAsync(Process process, string line, Stream errors)
    {
        var said = new byte[LongestFault];
        var length = await errors.ReadAtLeastAsync(said, said.Length, throwOnEndOfStream: false).ConfigureAwait(false);
        Posix.Signal(process.Id, Posix.Sigkill);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return _isKilled
            ? new(process.ExitCode == 0 ? StartFailed + Posix.Sigkill : process.ExitCode, null, "")
            : NotStarted($"{line}{Encoding.UTF8.GetString(said, 0, length)}".Trim());
    }

    private static HostProcessEnd NotStarted(string why) => new(
        StartFailed, "StartError", $"failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: {why}: unknown");

    private async Task ResizeAsync(int columns, int rows, int resize)
    {
        while (End is null && resize == Volatile.Read(ref _resizes) && !(TerminalPid() is not 0 and var pid && Posix.Resize(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd/0"), columns, rows)))
            await Task.Delay(TerminalRetry).ConfigureAwait(false);
    }

    /// <summary>A process whose standard input is the terminal, or will be in a moment; 0 if there is none yet.</summary>
    private int TerminalPid()
    {
        if (FirstPid is not 0 and var first && !_launch.Announces)
        {
            // What was started is the program that holds the terminal's other end.
            try
            {
                var children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{first}/task/{first}/children"));
                return int.TryParse(children.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var child) ? child : 0;
            }
            catch (IOException)
            {
                return 0;
            }
        }
        return FirstPid;
    }

    private async Task PumpAsync(Stream from, SessionStream stream)
    {
        var buffer = new byte[PieceBytes];
        var allowance = new OutputAllowance(_bytesPerSecond);
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                if (!await Output.WriteAsync((stream, buffer.AsMemory(0, read).ToArray())).ConfigureAwait(false))
                    return;
                _poke();
                await allowance.SpendAsync(read).ConfigureAwait(false);
            }
        }
        catch (Exception over) when (over is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // A terminal whose last program has gone fails instead of ending, and an abandoned process is read no more.
        }
    }

    // Byte by byte: what follows the line belongs to the program.
    private static async Task<string> ReadLineAsync(Stream from)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (line.Length < LongestFault && await from.ReadAsync(one).ConfigureAwait(false) > 0 && one[0] != '\n')
            if (one[0] != '\r')
                line.Append((char)one[0]);
        return line.ToString();
    }

    private static void Close(Process process)
    {
        try
        {
            process.StandardInput.BaseStream.Dispose();
            process.StandardOutput.BaseStream.Dispose();
            process.StandardError.BaseStream.Dispose();
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // It was closed by the other side, or before.
        }
    }
}

/// <summary>How a real process ended.</summary>
/// <param name="Code">Exit code; 128 + n for signal n.</param>
/// <param name="Reason">Why, if not for the code alone.</param>
/// <param name="Message">More, or empty.</param>
internal sealed record HostProcessEnd(int Code, string? Reason, string Message);
