using ActorKube.Node.Network;
using ActorKube.Node.Processes;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Processes;

namespace ActorKube.Node.Sessions;

/// <summary>A simulated process that belongs to a session alone: a command that is run in a container, or whatever answers at a port.</summary>
internal sealed class ProcessSession(SimulatedProcess process, PodNetwork network, bool isTerminal, bool takesInput) : IContainerSession, IProcessHost
{
    private readonly Queue<ReadOnlyMemory<byte>> _input = [];
    private ISessionHost _host = null!;
    private ProcessDriver _driver = null!;
    private bool _inputEnded = !takesInput;

    bool IProcessHost.HasRoom => _host.HasRoom;

    DateTimeOffset IProcessHost.Now => _host.Now;

    public void Start(ISessionHost host)
    {
        (_host, _driver) = (host, new ProcessDriver(process, isTerminal, network, this));
        _driver.Proceed();
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

    /// <summary>No simulated program looks at the size of its terminal.</summary>
    public void Resize(int width, int height)
    {
    }

    public void Proceed() => _driver.Proceed();

    public void ContainerEnded() => _host.Exit(SimulatedProgram.Killed);

    public void Close() => process.Abandon();

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

    void IProcessHost.Exit(int code, string? reason, string message) => _host.Exit(code);
}
