using ActorKube.Model.Refusals;
using Akka.Actor;

namespace ActorKube.Protocol.Containers.Clients;

/// <summary>
/// The client's end of a session with a container: hands what comes to a <see cref="ContainerConnection"/>, and sends what that writes as far as the node
/// grants. Its life is the session's: when it stops, the node's end does.
/// </summary>
public sealed class ContainerSessionActor : ReceiveActor, IWithTimers
{
    private static readonly Refusal Silent = new(RefusalReason.Timeout, "the node did not answer in time: try again");
    private static readonly Refusal Lost = new(RefusalReason.InternalError, "the session lost a part of its data between the processes of the cluster");
    private static readonly Refusal Gone = new(RefusalReason.ServiceUnavailable, "the process that hosts the pod's node is gone, and the session with it");

    private readonly ICanTell _host;
    private readonly OpenSession _request;
    private readonly TaskCompletionSource<SessionOpening> _opening;
    private readonly SessionPatience _patience;
    private readonly IncomingStream _stdout;
    private readonly IncomingStream _stderr;
    private readonly ContainerConnection _connection;
    private readonly Queue<PendingWrite> _unsent = [];
    private IActorRef _node = ActorRefs.Nobody;
    private OutgoingStream _stdin = new(SessionStream.Stdin, 0);
    private bool _inputEnds;
    private bool _inputEnded;

    /// <summary>Opens a session; the outcome is told once.</summary>
    /// <param name="host"><c>/user/node-host</c> of the process that runs the pod.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="opening">Set when the node has answered, or hasn't in time.</param>
    /// <param name="patience">How long to wait for what.</param>
    public ContainerSessionActor(ICanTell host, OpenSession request, TaskCompletionSource<SessionOpening> opening, SessionPatience patience)
    {
        (_host, _request, _opening, _patience) = (host, request, opening, patience);
        (_stdout, _stderr) = (new(SessionStream.Stdout, request.Window), new(SessionStream.Stderr, request.Window));
        _connection = new(Self);
        Receive<SessionOpened>(OnOpened);
        Receive<SessionRefused>(OnRefused);
        Receive<SessionData>(OnData);
        Receive<SessionCredit>(OnCredit);
        Receive<SessionPosition>(OnPosition);
        Receive<SessionDataEnded>(_ => { });
        Receive<SessionEnded>(OnEnded);
        Receive<PendingWrite>(OnWrite);
        Receive<InputEnds>(OnInputEnds);
        Receive<OutputRead>(OnRead);
        Receive<ResizeTerminal>(resize => _node.Tell(resize));
        Receive<PulseDue>(_ => Pulse());
        Receive<OpeningDue>(_ => OnRefused(new(Silent)));
        Receive<Terminated>(_ => End(new(0, Gone)));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartSingleTimer(OpeningDue.Instance, OpeningDue.Instance, _patience.Open);
        _host.Tell(_request, Self);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _opening.TrySetResult(new(null, Silent));
        foreach (var write in _unsent)
            write.Sent.TrySetResult();
        _connection.End(new(0, Gone));
    }

    private void OnOpened(SessionOpened opened)
    {
        Timers.Cancel(OpeningDue.Instance);
        _node = Context.Watch(Sender);
        _stdin = new(SessionStream.Stdin, opened.Window);
        Timers.StartPeriodicTimer(PulseDue.Instance, PulseDue.Instance, _patience.Pulse);
        if (!_opening.TrySetResult(new(_connection, null)))
            Context.Stop(Self);
    }

    private void OnRefused(SessionRefused refused)
    {
        _opening.TrySetResult(new(null, refused.Refusal));
        Context.Stop(Self);
    }

    private void OnData(SessionData data)
    {
        if (IncomingOf(data.Stream).Take(data))
            _connection.Put(new(data.Stream, data.Bytes));
        else
            End(new(0, Lost));
    }

    private void OnRead(OutputRead read)
    {
        if (IncomingOf(read.Stream).Consume(read.Bytes) is { } credit)
            _node.Tell(credit);
    }

    private void OnCredit(SessionCredit credit)
    {
        _stdin.Grant(credit.Limit);
        Send();
    }

    private void OnPosition(SessionPosition position)
    {
        if (!IncomingOf(position.Stream).HasAll(position.Offset))
            End(new(0, Lost));
    }

    private void OnEnded(SessionEnded ended) => End(
        _stdout.HasAll(ended.StdoutOffset) && _stderr.HasAll(ended.StderrOffset) ? new(ended.ExitCode, ended.Refusal) : new(0, Lost));

    private void OnWrite(PendingWrite write)
    {
        _unsent.Enqueue(write);
        Send();
    }

    private void OnInputEnds(InputEnds ends)
    {
        _inputEnds = true;
        Send();
    }

    private void Send()
    {
        while (_unsent.TryPeek(out var write))
        {
            while (!write.Rest.IsEmpty && _stdin.Room > 0)
            {
                var piece = write.Rest[..Math.Min(write.Rest.Length, _stdin.Room)];
                _node.Tell(_stdin.Send(piece));
                write.Rest = write.Rest[piece.Length..];
            }
            if (!write.Rest.IsEmpty)
                return;
            _unsent.Dequeue();
            write.Sent.TrySetResult();
        }
        if (!_inputEnds || _inputEnded)
            return;
        _inputEnded = true;
        _node.Tell(_stdin.End());
    }

    private void Pulse()
    {
        _node.Tell(_stdin.Position);
        _node.Tell(_stdout.Credit);
        _node.Tell(_stderr.Credit);
    }

    private void End(SessionOutcome outcome)
    {
        _connection.End(outcome);
        Context.Stop(Self);
    }

    private IncomingStream IncomingOf(SessionStream stream) => stream == SessionStream.Stderr ? _stderr : _stdout;

    /// <summary>From the connection: send these bytes.</summary>
    internal sealed class PendingWrite(ReadOnlyMemory<byte> bytes) : INoSerializationVerificationNeeded
    {
        internal ReadOnlyMemory<byte> Rest { get; set; } = bytes;

        /// <summary>Done when the bytes were sent, or will never be.</summary>
        internal TaskCompletionSource Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>From the connection: nothing more is written.</summary>
    internal sealed record InputEnds : INoSerializationVerificationNeeded
    {
        internal static readonly InputEnds Instance = new();
    }

    /// <summary>From the connection: the client has taken so many bytes.</summary>
    internal sealed record OutputRead(SessionStream Stream, int Bytes) : INoSerializationVerificationNeeded;

    private sealed record OpeningDue : INoSerializationVerificationNeeded
    {
        internal static readonly OpeningDue Instance = new();
    }

    private sealed record PulseDue : INoSerializationVerificationNeeded
    {
        internal static readonly PulseDue Instance = new();
    }
}
