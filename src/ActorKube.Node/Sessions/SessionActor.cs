using ActorKube.Model.Refusals;
using ActorKube.Model.Time;
using ActorKube.Node.Nodes;
using ActorKube.Protocol.Containers;
using Akka.Actor;

namespace ActorKube.Node.Sessions;

/// <summary>
/// The node's end of a session with a container: carries bytes between a client at an API server and what runs inside, never more than the other side has
/// granted. It ends when the inside ends and all its output is sent, or when the client is gone.
/// </summary>
internal sealed class SessionActor : ReceiveActor, IWithTimers, ISessionHost
{
    private static readonly Refusal Broken = new(RefusalReason.InternalError, "the session lost a part of its data between the processes of the cluster");

    private readonly IActorRef _client;
    private readonly IActorRef? _container;
    private readonly IContainerSession _session;
    private readonly EmulatedTimeProvider _time;
    private readonly NodeHostSettings _settings;
    private readonly StandardStreams _wanted;
    private readonly IncomingStream _stdin;
    private readonly OutgoingStream _stdout;
    private readonly OutgoingStream _stderr;
    private readonly Queue<(SessionStream Stream, ReadOnlyMemory<byte> Bytes)> _unsent = [];
    private readonly IActorRef _self;
    private SessionOutcome? _outcome;

    public SessionActor(StartSession start, NodeHostSettings settings, EmulatedTimeProvider time)
    {
        (_client, _container, _session, _wanted, _settings, _time, _self) = (start.Client, start.Container, start.Session, start.Wanted, settings, time, Self);
        _stdin = new(SessionStream.Stdin, settings.SessionWindow);
        _stdout = new(SessionStream.Stdout, start.Window);
        _stderr = new(SessionStream.Stderr, start.Window);
        Receive<SessionData>(OnData);
        Receive<SessionDataEnded>(OnDataEnded);
        Receive<SessionCredit>(OnCredit);
        Receive<SessionPosition>(OnPosition);
        Receive<ResizeTerminal>(resize => _session.Resize(resize.Width, resize.Height));
        Receive<ProceedDue>(_ => Proceed());
        Receive<PulseDue>(_ => Pulse());
        Receive<Terminated>(OnTerminated);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    bool ISessionHost.HasRoom => _unsent.Count == 0 && _outcome is null;

    DateTimeOffset ISessionHost.Now => _time.GetUtcNow();

    void ISessionHost.Write(SessionStream stream, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty || _outcome is not null || !(stream == SessionStream.Stdout ? _wanted.Stdout : _wanted.Stderr))
            return;
        _unsent.Enqueue((stream, bytes));
        Send();
    }

    void ISessionHost.Consumed(int bytes)
    {
        if (_stdin.Consume(bytes) is { } credit)
            _client.Tell(credit);
    }

    void ISessionHost.WakeAfter(TimeSpan time) => Timers.StartSingleTimer(ProceedDue.Instance, ProceedDue.Instance, _time.ToReal(time));

    void ISessionHost.Poke() => _self.Tell(ProceedDue.Instance);

    void ISessionHost.Exit(int code) => End(new(code, null));

    void ISessionHost.Fail(Refusal refusal) => End(new(0, refusal));

    protected override void PreStart()
    {
        Context.Watch(_client);
        if (_container is not null)
            Context.Watch(_container);
        Timers.StartPeriodicTimer(PulseDue.Instance, PulseDue.Instance, _settings.SessionPulse);
        _client.Tell(new SessionOpened(_settings.SessionWindow));
        _session.Start(this);
    }

    protected override void PostStop() => _session.Close();

    private void OnData(SessionData data)
    {
        if (!_wanted.Stdin || data.Stream != SessionStream.Stdin || !_stdin.Take(data))
            End(new(0, Broken));
        else if (_outcome is null)
            _session.Input(data.Bytes);
    }

    private void OnDataEnded(SessionDataEnded ended)
    {
        if (!_stdin.HasAll(ended.Offset))
            End(new(0, Broken));
        else if (_outcome is null)
            _session.EndInput();
    }

    private void OnCredit(SessionCredit credit)
    {
        var couldNot = _unsent.Count > 0;
        OutgoingOf(credit.Stream).Grant(credit.Limit);
        Send();
        if (couldNot && _unsent.Count == 0)
            Proceed();
    }

    private void OnPosition(SessionPosition position)
    {
        if (!_stdin.HasAll(position.Offset))
            End(new(0, Broken));
    }

    private void Proceed()
    {
        if (_outcome is null)
            _session.Proceed();
    }

    private void Pulse()
    {
        _client.Tell(_stdout.Position);
        _client.Tell(_stderr.Position);
        _client.Tell(_stdin.Credit);
    }

    private void Send()
    {
        while (_unsent.TryPeek(out var next))
        {
            var outgoing = OutgoingOf(next.Stream);
            if (outgoing.Room == 0)
                return;
            _unsent.Dequeue();
            for (var rest = next.Bytes; !rest.IsEmpty;)
            {
                if (outgoing.Room == 0)
                {
                    KeepFirst((next.Stream, rest));
                    return;
                }
                var piece = rest[..Math.Min(rest.Length, outgoing.Room)];
                _client.Tell(outgoing.Send(piece));
                rest = rest[piece.Length..];
            }
        }
        if (_outcome is { } outcome)
        {
            _client.Tell(new SessionEnded(outcome.ExitCode, outcome.Refusal, _stdout.Offset, _stderr.Offset));
            Context.Stop(Self);
        }
    }

    private void KeepFirst((SessionStream Stream, ReadOnlyMemory<byte> Bytes) rest)
    {
        var others = _unsent.ToArray();
        _unsent.Clear();
        _unsent.Enqueue(rest);
        foreach (var other in others)
            _unsent.Enqueue(other);
    }

    private void End(SessionOutcome outcome)
    {
        if (_outcome is not null)
            return;
        _outcome = outcome;
        Timers.Cancel(ProceedDue.Instance);
        Send();
    }

    private void OnTerminated(Terminated dead)
    {
        if (dead.ActorRef.Equals(_client))
            Context.Stop(Self);
        else if (_outcome is null)
            _session.ContainerEnded();
    }

    private OutgoingStream OutgoingOf(SessionStream stream) => stream == SessionStream.Stderr ? _stderr : _stdout;

    private sealed record SessionOutcome(int ExitCode, Refusal? Refusal);

    private sealed record ProceedDue : ILocalMessage
    {
        internal static readonly ProceedDue Instance = new();
    }

    private sealed record PulseDue : ILocalMessage
    {
        internal static readonly PulseDue Instance = new();
    }
}
