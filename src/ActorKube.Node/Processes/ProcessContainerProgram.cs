using System.Collections.Immutable;
using System.Text;
using ActorKube.Model.Refusals;
using ActorKube.Node.Containers;
using ActorKube.Node.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Serving;
using ActorKube.Rules.Pods;

namespace ActorKube.Node.Processes;

/// <summary>Runs a container's command as a real process of this machine.</summary>
/// <param name="run">What to run.</param>
internal sealed class ProcessContainerProgram(ProcessRun run) : IContainerProgram
{
    private readonly Lock _lookLock = new();
    private HostProcess _process = null!;
    private HostProcessDriver _driver = null!;
    private (double CpuSeconds, long At) _looked = (0, TimeProvider.System.GetTimestamp());

    public bool IsSimulated => false;

    public void Start(IProcessHost host)
    {
        _process = HostProcess.Begin(run.Launch, run.BytesPerSecond, host.Poke, pid => run.Group?.Take(pid), OnEnded);
        _driver = new(_process, host);
    }

    public void Proceed() => _driver.Proceed();

    public void Signal(ProcessSignal signal) => _process.Signal((int)signal);

    public void Kill()
    {
        _process.Kill();
        if (run.Isolation == Isolation.Session)
            MarkedProcesses.Kill(run.Name);
    }

    public void Resize(int columns, int rows) => _process.Resize(columns, rows);

    public void Close()
    {
        // A process that is gone has cleaned up after itself.
        if (_process is not { End: null })
            return;
        Kill();
        _process.Abandon();
    }

    public IContainerSession Exec(ImmutableArray<string> command, StandardStreams streams)
    {
        var pid = _process.FirstPid;
        var fault = pid == 0 || command.IsEmpty
            ? CommandTable.Missing(command)
            : ExecutableSearch.Fault(command[0], run.Environment.GetValueOrDefault("PATH", ""), run.Directory, path => run.Isolation == Isolation.Whole ? $"/proc/{pid}/root{path}" : path) is { } missing
                ? $"OCI runtime exec failed: exec failed: unable to start container process: {missing}: unknown" : null;
        return fault is not null
            ? new FailedSession(CommandSession.Refused(fault))
            : new CommandSession(HostLaunch.Command(run.Isolation, pid, run.Environment, run.Directory, command, streams.Tty), run.BytesPerSecond, streams.Stdin);
    }

    public IContainerSession Connect(int port, Refusal refused, string client = "127.0.0.1") => new ConnectionSession(run.Address, port, refused);

    /// <summary>Whatever it does over the network has to be tried.</summary>
    public ActionOutcome? Answer(ContainerAction action, bool anyStatus) => null;

    /// <summary>What listens is a socket of this machine.</summary>
    public IEnumerable<int> Ports => [];

    public bool Listens(int port) => false;

    public HttpReply? Respond(int port, HttpQuestion question) => null;

    public ContainerUsage Usage(DateTimeOffset now)
    {
        var first = _process.FirstPid;
        if (first == 0 || _process.End is not null)
            return new(0, 0);
        var (used, bytes) = run.Group?.Usage ?? ProcessTable.UsageOf(run.Isolation == Isolation.Session ? MarkedProcesses.Of(run.Name) : ProcessTable.InNamespaceOf(first));
        lock (_lookLock)
        {
            var (before, then) = _looked;
            _looked = (used, TimeProvider.System.GetTimestamp());
            var passed = TimeProvider.System.GetElapsedTime(then, _looked.At);
            return new(passed > TimeSpan.Zero ? Math.Max(0, used - before) / passed.TotalSeconds : 0, bytes);
        }
    }

    public string LastWords(string path, int most)
    {
        try
        {
            var words = File.ReadAllBytes(run.Folder.LastWords);
            return Encoding.UTF8.GetString(words.AsSpan(Math.Max(0, words.Length - most)));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private string? OnEnded()
    {
        if (run.Isolation == Isolation.Session)
            MarkedProcesses.Kill(run.Name);
        if (run.Group is not { } group)
            return null;
        var reason = group.RanOutOfMemory ? "OOMKilled" : null;
        ControlGroups.Remove(group.Folder);
        return reason;
    }
}
