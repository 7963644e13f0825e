using System.Collections.Immutable;
using ActorKube.ApiServer.Storage;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.ApiServer;

/// <summary>
/// The API server's one actor: keeps the cache true by watches of the store, and carries requests' writes to the store and the answers back. Name it
/// <c>api-server</c>.
/// </summary>
public sealed class ApiServerActor : ReceiveActor, IWithTimers
{
    private static readonly Refusal NoLeader = new(
        RefusalReason.ServiceUnavailable, "the control plane has no leader that answers: nothing was done, try again");
    private static readonly Refusal TooMany = new(
        RefusalReason.TooManyRequests, "too many writes are waiting for the store: nothing was written, try again");
    private static readonly Refusal Unknown = new(
        RefusalReason.Timeout, "the store did not answer in time: it is unknown whether this was written, so read the object again");

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _store;
    private readonly StoreGateway _gateway;
    private readonly ApiServerSettings _settings;
    private readonly StoreFeed _durable;
    private readonly StoreFeed _ephemeral;
    private readonly Dictionary<long, InFlight> _writes = [];
    private readonly Queue<long> _writesByAge = [];
    private long _lastId;
    private TimeSpan _lastHeard;
    private TimeSpan _lastStart;
    private bool _isConnected;

    private sealed record ProgressDue;

    private sealed record InFlight(ImmutableArray<Write> Writes, TaskCompletionSource<ImmutableArray<WriteResult>> Answer, TimeSpan Since);

    /// <summary>From a request: submit these writes.</summary>
    internal sealed record SubmitForClient(ImmutableArray<Write> Writes, TaskCompletionSource<ImmutableArray<WriteResult>> Answer) : INoSerializationVerificationNeeded;

    /// <summary>From a request: say when the cache of this kind is current.</summary>
    internal sealed record ConfirmForClient(ResourceKind Kind, TaskCompletionSource<Refusal?> Answer) : INoSerializationVerificationNeeded;

    private ApiServerActor(IActorRef store, StoreGateway gateway)
    {
        (_store, _gateway, _settings) = (store, gateway, gateway.Settings);
        var kinds = gateway.Catalogue.Stored;
        // Changes of Events are lost when the store restarts, so their watch can't resume; it must not take the others along.
        _durable = new([.. kinds.Where(kind => kind.Journaled)], gateway.Cache, 0, Send);
        _ephemeral = new([.. kinds.Where(kind => !kind.Journaled)], gateway.Cache, 2, Send);

        Receive<WatchEvents>(OnWatchEvents);
        Receive<WatchSynced>(OnWatchSynced);
        Receive<WatchEnded>(OnWatchEnded);
        Receive<StoreDescribed>(OnStoreDescribed);
        Receive<WritesAnswered>(OnWritesAnswered);
        Receive<SubmitForClient>(OnSubmitForClient);
        Receive<ConfirmForClient>(OnConfirmForClient);
        Receive<ProgressDue>(OnProgressDue);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private static TimeSpan Clock => Context.System.Scheduler.MonotonicClock;

    /// <summary>The actor's props.</summary>
    /// <param name="store">Where the storage conversation goes: the control plane's singleton, or a proxy of it.</param>
    /// <param name="gateway">The gateway that this actor opens and serves.</param>
    public static Props Props(IActorRef store, StoreGateway gateway) => Akka.Actor.Props.CreateBy(new Producer(store, gateway));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(ProgressDue), new ProgressDue(), _settings.ProgressInterval);
        StartFeeds();
        _gateway.Open(Self);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (var write in _writes.Values)
            write.Answer.TrySetResult(Refuse(write.Writes, Unknown));
        _durable.Fail(NoLeader);
        _ephemeral.Fail(NoLeader);
    }

    private void Send(IStorageMessage message) => _store.Tell(message, Self);

    private void StartFeeds()
    {
        _lastStart = Clock;
        _durable.Start();
        _ephemeral.Start();
    }

    private void OnWatchEvents(WatchEvents events)
    {
        Heard();
        if (!_durable.Apply(events))
            _ephemeral.Apply(events);
    }

    private void OnWatchSynced(WatchSynced synced)
    {
        Heard();
        if (!_durable.Apply(synced))
            _ephemeral.Apply(synced);
        if (!_durable.IsLoaded || !_ephemeral.IsLoaded || !_gateway.Loaded.TrySetResult())
            return;
        _log.Info("the API server shows the store at revision {Revision}", synced.Revision);
    }

    private void OnWatchEnded(WatchEnded ended)
    {
        _durable.Apply(ended);
        _ephemeral.Apply(ended);
    }

    private void OnStoreDescribed(StoreDescribed described)
    {
        Heard();
        (described.Id == _durable.DescribeId ? _durable : _ephemeral).Apply(described);
    }

    private void OnSubmitForClient(SubmitForClient request)
    {
        if (!_isConnected)
        {
            request.Answer.SetResult(Refuse(request.Writes, NoLeader));
            return;
        }
        if (_writes.Count >= _settings.WritesInFlight)
        {
            request.Answer.SetResult(Refuse(request.Writes, TooMany));
            return;
        }
        var id = ++_lastId;
        _writes.Add(id, new(request.Writes, request.Answer, Clock));
        _writesByAge.Enqueue(id);
        Send(new SubmitWrites(id, request.Writes));
    }

    private void OnWritesAnswered(WritesAnswered answered)
    {
        if (_writes.Remove(answered.Id, out var write))
            write.Answer.TrySetResult(answered.Results);
    }

    private void OnConfirmForClient(ConfirmForClient request)
    {
        if (_isConnected)
            (request.Kind.Journaled ? _durable : _ephemeral).Confirm(request.Answer);
        else
            request.Answer.SetResult(NoLeader);
    }

    private void OnProgressDue(ProgressDue due)
    {
        var now = Clock;
        while (_writesByAge.TryPeek(out var oldest) && (!_writes.TryGetValue(oldest, out var write) || now - write.Since >= _settings.WriteTimeout))
        {
            _writesByAge.Dequeue();
            if (_writes.Remove(oldest, out var overdue))
                overdue.Answer.TrySetResult(Refuse(overdue.Writes, Unknown));
        }
        if (now - _lastHeard >= _settings.LeaderPatience)
        {
            if (_isConnected)
                _log.Warning("the store is silent: writes are refused until it answers");
            _isConnected = false;
            _durable.Fail(NoLeader);
            _ephemeral.Fail(NoLeader);
            // A message may have been lost while the store moved.
            if (now - _lastStart >= _settings.LeaderPatience)
                StartFeeds();
        }
        _durable.AskProgress();
        _ephemeral.AskProgress();
    }

    private void Heard()
    {
        _lastHeard = Clock;
        if (_isConnected)
            return;
        _isConnected = true;
        _log.Info("the store answers");
    }

    private static ImmutableArray<WriteResult> Refuse(ImmutableArray<Write> writes, Refusal refusal) => [.. writes.Select(_ => WriteResult.Refused(refusal))];

    private sealed class Producer(IActorRef store, StoreGateway gateway) : IIndirectActorProducer
    {
        public Type ActorType => typeof(ApiServerActor);

        public ActorBase Produce() => new ApiServerActor(store, gateway);

        public void Release(ActorBase actor) { }
    }
}
