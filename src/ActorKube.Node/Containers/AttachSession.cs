using ActorKube.Node.Sessions;
using ActorKube.Protocol.Containers;

namespace ActorKube.Node.Containers;

/// <summary>A client that is attached to a container's program: it gets the output from now on, and its input goes to the program. It ends with the run.</summary>
internal sealed class AttachSession(ContainerStdio stdio, bool givesInput) : IContainerSession
{
    /// <summary>Bytes of output that wait for the client before the program has to.</summary>
    private const int MostWaiting = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<(SessionStream Stream, ReadOnlyMemory<byte> Bytes)> _waiting = [];
    private ISessionHost _host = null!;
    private int _waitingBytes;
    private int _taken;
    private int? _exitCode;

    /// <summary>False while the client is slower than the program.</summary>
    internal bool TakesMore
    {
        get
        {
            lock (_lock)
                return _waitingBytes < MostWaiting;
        }
    }

    public void Start(ISessionHost host)
    {
        _host = host;
        stdio.Attach(this);
    }

    public void Input(ReadOnlyMemory<byte> bytes) => stdio.Put(this, bytes);

    public void EndInput() => stdio.EndInput();

    public void Resize(int width, int height) => stdio.Resize(width, height);

    public void Proceed()
    {
        int taken;
        lock (_lock)
            (taken, _taken) = (_taken, 0);
        if (taken > 0)
            _host.Consumed(taken);
        var couldNot = !TakesMore;
        while (_host.HasRoom)
        {
            (SessionStream Stream, ReadOnlyMemory<byte> Bytes) next;
            lock (_lock)
            {
                if (!_waiting.TryDequeue(out next))
                    break;
                _waitingBytes -= next.Bytes.Length;
            }
            _host.Write(next.Stream, next.Bytes);
        }
        if (couldNot && TakesMore)
            stdio.Poke();
        if (IsOver is { } code)
            _host.Exit(code);
    }

    /// <summary>The container says itself how it ended.</summary>
    public void ContainerEnded()
    {
    }

    public void Close() => stdio.Detach(this, givesInput);

    internal void Deliver(SessionStream stream, ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            _waiting.Enqueue((stream, bytes));
            _waitingBytes += bytes.Length;
        }
        _host.Poke();
    }

    internal void Taken(int bytes)
    {
        lock (_lock)
            _taken += bytes;
        _host.Poke();
    }

    internal void Ended(int exitCode)
    {
        lock (_lock)
            _exitCode = exitCode;
        _host.Poke();
    }

    private int? IsOver
    {
        get
        {
            lock (_lock)
                return _waiting.Count == 0 ? _exitCode : null;
        }
    }
}
