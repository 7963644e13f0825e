using ActorKube.Model.Refusals;
using ActorKube.Node.Sessions;
using ActorKube.Protocol.Containers;

namespace ActorKube.Node.Processes;

/// <summary>A further command in a process container. It ends with its client and with its container.</summary>
internal sealed class CommandSession(HostLaunch launch, long bytesPerSecond, bool takesInput) : IContainerSession, IProcessHost
{
    private readonly Queue<ReadOnlyMemory<byte>> _input = [];
    private ISessionHost _host = null!;
    private HostProcess _process = null!;
    private HostProcessDriver _driver = null!;
    private bool _inputEnded = !takesInput;

    bool IProcessHost.HasRoom => _host.HasRoom;

    DateTimeOffset IProcessHost.Now => _host.Now;

    public void Start(ISessionHost host)
    {
        _host = host;
        _process = HostProcess.Begin(launch, bytesPerSecond, host.Poke, static _ => { }, static () => null);
        _driver = new(_process, this);
    }

    public void Input(ReadOnlyMemory<byte> bytes)
    {
        _input.Enqueue(bytes);
        _driver.Proceed();
    }

    public void EndInput()
    {
        _inputEnded = true;
        _driver.Proceed();
    }

    public void Resize(int width, int height) => _process.Resize(width, height);

    public void Proceed() => _driver.Proceed();

    /// <summary>The kernel ends it with the container's first process, and it says so itself.</summary>
    public void ContainerEnded() => _process.Kill();

    public void Close() => _process.Abandon();

    void IProcessHost.Write(SessionStream stream, ReadOnlyMemory<byte> bytes) => _host.Write(stream, bytes);

    ReadOnlyMemory<byte>? IProcessHost.Read(out bool ended)
    {
        ended = _inputEnded && _input.Count == 0;
        if (!_input.TryDequeue(out var bytes))
            return null;
        _host.Consumed(bytes.Length);
        return bytes;
    }

    void IProcessHost.WakeAfter(TimeSpan time) => _host.WakeAfter(time);

    void IProcessHost.Poke() => _host.Poke();

    void IProcessHost.Exit(int code, string? reason, string message)
    {
        if (message.Length > 0)
            _host.Fail(Refused(message));
        else
            _host.Exit(code);
    }

    /// <summary>Why a command can't be run, in a runtime's words.</summary>
    internal static Refusal Refused(string fault) =>
        new(RefusalReason.InternalError, $"Internal error occurred: error executing command in container: failed to exec in container: {fault}");
}
