using System.Threading.Channels;
using Akka.Actor;

namespace ActorKube.Protocol.Containers.Clients;

/// <summary>The client's side of a session that a <see cref="ContainerSessionActor"/> carries. What waits in it is bounded by what the actor grants the node.</summary>
internal sealed class ContainerConnection(IActorRef actor) : IContainerConnection
{
    private readonly Channel<SessionPart> _output = Channel.CreateUnbounded<SessionPart>(new() { SingleReader = true, SingleWriter = false });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SessionOutcome Outcome { get; private set; } = new(0, null);

    public async ValueTask<SessionPart?> ReadAsync(CancellationToken cancellation)
    {
        while (await _output.Reader.WaitToReadAsync(cancellation))
        {
            if (!_output.Reader.TryRead(out var part))
                continue;
            actor.Tell(new ContainerSessionActor.OutputRead(part.Stream, part.Bytes.Length), ActorRefs.NoSender);
            return part;
        }
        return null;
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (_ended.Task.IsCompleted)
            return;
        var write = new ContainerSessionActor.PendingWrite(bytes);
        actor.Tell(write, ActorRefs.NoSender);
        await Task.WhenAny(write.Sent.Task, _ended.Task).WaitAsync(cancellation);
    }

    public void EndInput() => actor.Tell(ContainerSessionActor.InputEnds.Instance, ActorRefs.NoSender);

    public void Resize(int width, int height) => actor.Tell(new ResizeTerminal(width, height), ActorRefs.NoSender);

    /// <summary>The client is gone, or has all that it wants: ends the session, whatever it is doing.</summary>
    public ValueTask DisposeAsync()
    {
        actor.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        return ValueTask.CompletedTask;
    }

    internal void Put(SessionPart part) => _output.Writer.TryWrite(part);

    /// <summary>The session is over; the first outcome counts.</summary>
    internal void End(SessionOutcome outcome)
    {
        if (_ended.Task.IsCompleted)
            return;
        Outcome = outcome;
        _ended.TrySetResult();
        _output.Writer.TryComplete();
    }
}
