using ActorKube.Palettes.Contract;
using ActorKube.Protocol;
using Akka.Actor;

namespace ActorKube.Palettes.Sessions;

/// <summary>
/// A session's end of its output. What the client has no room for waits here; a session that produces much asks <see cref="WhenDrained"/>
/// before it goes on, so that a slow client slows the command down.
/// </summary>
internal sealed class Outlet(BoundedQueue<OutputPart> parts, IActorRef self)
{
    private readonly Queue<OutputPart> _waiting = [];
    private Action? _whenDrained;
    private bool _awaitsRoom;

    /// <summary>Parts that wait.</summary>
    public int Backlog => _waiting.Count;

    public void Write(OutputPart part)
    {
        _waiting.Enqueue(part);
        Pump();
    }

    /// <summary>Forgets the oldest waiting part.</summary>
    public void DropOldest() => _waiting.TryDequeue(out _);

    /// <summary>Runs the action once nothing waits; at once if so already. A later action replaces an earlier one.</summary>
    public void WhenDrained(Action then)
    {
        _whenDrained = then;
        Pump();
    }

    /// <summary>The session calls this when it gets <see cref="RoomMade"/>.</summary>
    public void OnRoomMade()
    {
        _awaitsRoom = false;
        Pump();
    }

    private void Pump()
    {
        while (!_awaitsRoom && _waiting.TryDequeue(out var part))
        {
            if (parts.TryWrite(part))
                continue;
            _awaitsRoom = true;
            parts.WriteAsync(part).AsTask().PipeTo(self, ActorRefs.NoSender, _ => RoomMade.Instance, _ => RoomMade.Instance);
        }
        if (_awaitsRoom)
            return;
        var then = _whenDrained;
        _whenDrained = null;
        then?.Invoke();
    }

    /// <summary>The part that waited for room has gone.</summary>
    internal sealed record RoomMade : INoSerializationVerificationNeeded
    {
        public static readonly RoomMade Instance = new();
    }
}
