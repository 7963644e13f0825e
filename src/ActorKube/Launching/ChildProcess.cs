using System.Diagnostics;

namespace ActorKube.Launching;

/// <summary>
/// A member process that this launcher started. The child holds the read end of a pipe: when the launcher goes, however it goes, the pipe
/// closes and an attached child ends itself. What the child prints (a crash before its log exists) goes to a file of its own.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan GraceOnStop = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly StreamWriter _output;

    private ChildProcess(Process process, ProcessRecord record, StreamWriter output)
    {
        _process = process;
        _output = output;
        Record = record;
        Exited = process.WaitForExitAsync();
    }

    internal ProcessRecord Record { get; }

    /// <summary>Completes when the process has ended.</summary>
    internal Task Exited { get; }

    /// <summary>How it ended, for a person: the signal, or the exit code.</summary>
    internal string HowItEnded => _process.ExitCode switch
    {
        137 => "SIGKILL",
        143 => "SIGTERM",
        134 => "SIGABRT",
        139 => "SIGSEGV",
        var code => $"exit code {code}",
    };

    internal static ChildProcess Start(ProcessRecord wanted, IEnumerable<string> arguments, string outputFile)
    {
        var output = new StreamWriter(new FileStream(outputFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        var process = new Process { StartInfo = ProcessCommand.Of(arguments) };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process, wanted with { Pid = process.Id, Started = process.StartTime }, output);
    }

    /// <summary>Ends the process: first politely, then, if it doesn't listen, by force.</summary>
    internal async Task StopAsync()
    {
        if (Exited.IsCompleted)
            return;
        Posix.Terminate(_process);
        if (await Task.WhenAny(Exited, Task.Delay(GraceOnStop)) != Exited && !_process.HasExited)
            _process.Kill();
        await Exited;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        lock (_output)
            _output.Dispose();
    }

    private static void Keep(StreamWriter output, string? line)
    {
        if (line is null)
            return;
        lock (output)
        {
            if (output.BaseStream is { CanWrite: true })
                output.WriteLine(line);
        }
    }
}
