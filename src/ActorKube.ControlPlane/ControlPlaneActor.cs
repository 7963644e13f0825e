using ActorKube.Model.Time;
using ActorKube.Protocol.Nodes;
using ActorKube.Protocol.Storage;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.ControlPlane;

/// <summary>
/// The control plane: the cluster singleton at <c>/user/control-plane/singleton</c>. It starts the store, and once that serves, the rooms that work on it; it
/// hands messages of the outside to the store and to the node lifecycle. When the store dies the rooms end with it and begin anew: whatever
/// they knew may have been a dead store's, and all of it can be read again. A room that fails ends alone, and is opened anew after a pause.
/// </summary>
public sealed class ControlPlaneActor : ReceiveActor, IWithTimers, IWithUnboundedStash
{
    private readonly ControlPlaneSettings _settings;
    private readonly EmulatedTimeProvider _time;
    private readonly Props _storeProps;
    private readonly IReadOnlyList<ControlPlaneRoom> _rooms;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private IActorRef _store = ActorRefs.Nobody;
    private IActorRef _nodeLifecycle = ActorRefs.Nobody;
    private ControlPlaneContext? _roomContext;
    private TimeSpan _restartAfter;
    private int _waiting;

    private ControlPlaneActor(ControlPlaneSettings settings, EmulatedTimeProvider time, Props store, IReadOnlyList<ControlPlaneRoom> rooms)
    {
        (_settings, _time, _storeProps, _rooms) = (settings, time, store, rooms);
        _restartAfter = settings.StoreRestartMin;
        Starting();
    }

    /// <summary>Makes the Props of the singleton.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="time">Emulated time.</param>
    /// <param name="store">Props of the store, which tells its parent <see cref="StoreReady"/>.</param>
    /// <param name="rooms">The rooms, in the order in which they start.</param>
    public static Props Props(ControlPlaneSettings settings, EmulatedTimeProvider time, Props store, IReadOnlyList<ControlPlaneRoom> rooms) =>
        Akka.Actor.Props.CreateBy(new Producer(settings, time, store, rooms));

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart() => StartStore();

    /// <summary>
    /// Who failed ends. A store is not resumed in the middle of a write, and another one recovers from the journal; a room that was restarted in place would
    /// take answers for its own that were meant for the one before it.
    /// </summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    private void Starting()
    {
        Receive<StoreReady>(OnStoreReady);
        Receive<StoreStartDue>(_ => StartStore());
        Receive<Terminated>(OnTerminated);
        Receive<IStorageMessage>(_ => Wait());
        Receive<INodeLifecycleMessage>(_ => Wait());
    }

    private void Serving()
    {
        Receive<IStorageMessage>(message => _store.Forward(message));
        Receive<INodeLifecycleMessage>(message => _nodeLifecycle.Forward(message));
        Receive<Terminated>(OnTerminated);
        Receive<RoomOpenDue>(due => Open(due.Room));
    }

    private void StartStore()
    {
        _store = Context.ActorOf(_storeProps, "store");
        Context.Watch(_store);
    }

    private void OnStoreReady(StoreReady ready)
    {
        _log.Info("store of epoch {Epoch} serves from revision {Revision}", ready.Epoch, ready.Revision);
        _restartAfter = _settings.StoreRestartMin;
        _roomContext = new ControlPlaneContext(_store, ready.Epoch, _settings, _time);
        foreach (var room in _rooms)
            Open(room);
        _waiting = 0;
        Become(Serving);
        Stash.UnstashAll();
    }

    private void Open(ControlPlaneRoom room)
    {
        var actor = Context.Watch(Context.ActorOf(room.Open(_roomContext!), room.Name));
        if (room.Name == ControlPlaneRoom.NodeLifecycle)
            _nodeLifecycle = actor;
    }

    private void OnTerminated(Terminated ended)
    {
        if (!ended.ActorRef.Equals(_store))
        {
            OnRoomTerminated(ended.ActorRef.Path.Name);
            return;
        }
        _log.Warning("the store ended; starting it again in {Delay}", _restartAfter);
        Become(Closing);
        Timers.CancelAll();
        foreach (var room in Context.GetChildren())
            Context.Stop(room);
        CloseIfEmpty();
    }

    private void OnRoomTerminated(string name)
    {
        _log.Warning("room {Room} ended; opening it again in {Delay}", name, _settings.RoomRestart);
        Timers.StartSingleTimer(name, new RoomOpenDue(_rooms.First(room => room.Name == name)), _settings.RoomRestart);
    }

    /// <summary>The rooms of the dead store end first, so that their names are free for the next ones.</summary>
    private void Closing()
    {
        Receive<Terminated>(_ => CloseIfEmpty());
        Receive<IStorageMessage>(_ => Wait());
        Receive<INodeLifecycleMessage>(_ => Wait());
    }

    private void CloseIfEmpty()
    {
        if (Context.GetChildren().Any())
            return;
        Become(Starting);
        Timers.StartSingleTimer(StoreStartDue.Instance, StoreStartDue.Instance, _restartAfter);
        _restartAfter = new[] { _restartAfter * 2, _settings.StoreRestartMax }.Min();
    }

    private void Wait()
    {
        if (_waiting >= _settings.WaitingMessages)
            return;
        _waiting++;
        Stash.Stash();
    }

    private sealed record StoreStartDue
    {
        internal static readonly StoreStartDue Instance = new();
    }

    private sealed record RoomOpenDue(ControlPlaneRoom Room);

    private sealed class Producer(ControlPlaneSettings settings, EmulatedTimeProvider time, Props store, IReadOnlyList<ControlPlaneRoom> rooms)
        : IIndirectActorProducer
    {
        public Type ActorType => typeof(ControlPlaneActor);

        public ActorBase Produce() => new ControlPlaneActor(settings, time, store, rooms);

        public void Release(ActorBase actor)
        {
        }
    }
}
