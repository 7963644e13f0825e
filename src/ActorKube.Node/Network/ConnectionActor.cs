using System.Net.Sockets;
using ActorKube.Model.Refusals;
using ActorKube.Model.Time;
using ActorKube.Node.Nodes;
using ActorKube.Node.Sessions;
using ActorKube.Protocol.Containers;
using Akka.Actor;

namespace ActorKube.Node.Network;

/// <summary>A real connection to a port of a simulated container: carries bytes between the socket and what answers there, no faster than either takes them.</summary>
internal sealed class ConnectionActor : UntypedActor, IWithTimers, ISessionHost
{
    private const int PieceBytes = 16 * 1024;
    private const int MostUnsent = 256 * 1024;

    private readonly Socket _socket;
    private readonly IContainerSession _session;
    private readonly SocketBudget _budget;
    private readonly EmulatedTimeProvider _time;
    private readonly byte[] _piece = new byte[PieceBytes];
    private readonly Queue<ReadOnlyMemory<byte>> _unsent = [];
    private readonly IActorRef _self;
    private long _unsentBytes;
    private int _unread;
    private bool _reads;
    private bool _sends;
    private bool _inputEnded;
    private bool _ended;

    public ConnectionActor(Socket socket, IContainerSession session, SocketBudget budget, EmulatedTimeProvider time) =>
        (_socket, _session, _budget, _time, _self) = (socket, session, budget, time, Self);

    public ITimerScheduler Timers { get; set; } = null!;

    bool ISessionHost.HasRoom => _unsentBytes < MostUnsent && !_ended;

    DateTimeOffset ISessionHost.Now => _time.GetUtcNow();

    void ISessionHost.Write(SessionStream stream, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty || _ended)
            return;
        _unsent.Enqueue(bytes);
        _unsentBytes += bytes.Length;
        Send();
    }

    void ISessionHost.Consumed(int bytes)
    {
        _unread -= bytes;
        Receive();
    }

    void ISessionHost.WakeAfter(TimeSpan time) => Timers.StartSingleTimer(ProceedDue.Instance, ProceedDue.Instance, _time.ToReal(time));

    void ISessionHost.Poke() => _self.Tell(ProceedDue.Instance);

    void ISessionHost.Exit(int code) => End();

    void ISessionHost.Fail(Refusal refusal) => End();

    protected override void PreStart()
    {
        _session.Start(this);
        Receive();
    }

    protected override void PostStop()
    {
        _session.Close();
        _socket.Dispose();
        _budget.GiveConnection();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ProceedDue when !_ended:
                _session.Proceed();
                break;
            case Received(var count):
                OnReceived(count);
                break;
            case Sent(var ok):
                OnSent(ok);
                break;
        }
    }

    private void Receive()
    {
        if (_reads || _inputEnded || _ended || _unread >= PieceBytes)
            return;
        _reads = true;
        _socket.ReceiveAsync(_piece).PipeTo(_self, success: static count => new Received(count), failure: static _ => new Received(-1));
    }

    private void OnReceived(int count)
    {
        _reads = false;
        if (count < 0)
        {
            Context.Stop(Self);
        }
        else if (count == 0)
        {
            _inputEnded = true;
            if (!_ended)
                _session.EndInput();
        }
        else if (!_ended)
        {
            _unread += count;
            _session.Input(_piece.AsSpan(0, count).ToArray());
            Receive();
        }
    }

    private void Send()
    {
        if (_sends || !_unsent.TryPeek(out var next))
            return;
        _sends = true;
        SendAll(next).PipeTo(_self, success: static () => new Sent(true), failure: static _ => new Sent(false));
    }

    private async Task SendAll(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes).ConfigureAwait(false)..];
    }

    private void OnSent(bool ok)
    {
        _sends = false;
        if (!ok)
        {
            Context.Stop(Self);
            return;
        }
        _unsentBytes -= _unsent.Dequeue().Length;
        Send();
        if (_ended)
            Finish();
        else
            _session.Proceed();
    }

    private void End()
    {
        _ended = true;
        Finish();
    }

    // What was written goes out first; what the client still sends is nobody's business any more.
    private void Finish()
    {
        if (_unsent.Count > 0)
            return;
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The client was quicker.
        }
        Context.Stop(Self);
    }

    private sealed record Received(int Count) : ILocalMessage;

    private sealed record Sent(bool Ok) : ILocalMessage;

    private sealed record ProceedDue : ILocalMessage
    {
        internal static readonly ProceedDue Instance = new();
    }
}
