using System.Collections.Immutable;
using ActorKube.ControlPlane.Watching;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Model.Time;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Workloads;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.ControlPlane.Controllers;

/// <summary>
/// The one shell of all controllers: watches what a reconciler must see, queues the keys that changes concern, asks the reconciler about one key at a time,
/// and has the store carry out its answer. A key rests until its own writes have come back through the watch, so that nothing is done twice; after a
/// refusal it rests longer each time. A reconciler that throws loses that key for a while, and no other.
/// </summary>
internal sealed class ControllerActor : ReceiveActor, IWithTimers
{
    private sealed record KeyDue(ResourceKey Key) : INoSerializationVerificationNeeded;

    private sealed record TurnDue : INoSerializationVerificationNeeded;

    private sealed record SweepDue : INoSerializationVerificationNeeded;

    /// <summary>What became of one look at a key, over all of its batches of writes.</summary>
    private sealed class Pass
    {
        internal int Unanswered { get; set; }

        internal Refusal? Refused { get; set; }

        internal bool Outdated { get; set; }
    }

    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    private readonly IReconciler _reconciler;
    private readonly EmulatedTimeProvider _time;
    private readonly ControllersSettings _settings;
    private readonly Action<Notice> _record;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private readonly KeyQueue _queue = new();
    private readonly StoreWatch _watch;
    private readonly ObservedCache _observed;
    private readonly OwnWrites _writes;
    private readonly Dictionary<ResourceKey, Pass> _passes = [];
    private readonly Dictionary<ResourceKey, int> _failures = [];
    private readonly Dictionary<ResourceKey, Refusal> _refusals = [];
    private bool _turnIsDue;
    private TimeSpan _lastHeard;

    public ControllerActor(
        IReconciler reconciler, IActorRef store, EmulatedTimeProvider time, ControllersSettings settings, Action<Notice> record)
    {
        (_reconciler, _time, _settings, _record) = (reconciler, time, settings, record);
        _watch = new StoreWatch(store, Self, reconciler.Kinds);
        _writes = new OwnWrites(store, Self, _watch, settings.AnswerTimeout);
        _observed = new ObservedCache(_watch.Cache, _refusals);

        Receive<WatchEvents>(OnWatchEvents);
        Receive<WatchSynced>(OnWatchSynced);
        Receive<WatchEnded>(_watch.Apply);
        Receive<WritesAnswered>(OnWritesAnswered);
        Receive<KeyDue>(OnKeyDue);
        Receive<TurnDue>(OnTurnDue);
        Receive<SweepDue>(OnSweepDue);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static TimeSpan Clock => Context.System.Scheduler.MonotonicClock;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(SweepDue), new SweepDue(), SweepPeriod);
        BeginWatch();
    }

    private void BeginWatch()
    {
        _lastHeard = Clock;
        _watch.Start();
    }

    private void OnWatchEvents(WatchEvents events)
    {
        _lastHeard = Clock;
        // During the initial events nothing is decided, and afterwards everything is looked at anyway.
        foreach (var change in _watch.Apply(events).Where(_ => _watch.IsSynced))
            Wake(new ObservedChange(change.Before, change.Type == WatchEventType.Deleted ? null : change.After));
        _writes.Seen().ForEach(_queue.Done);
        Turn();
    }

    private void OnWatchSynced(WatchSynced synced)
    {
        _lastHeard = Clock;
        if (!_watch.Apply(synced))
            return;
        foreach (var item in _reconciler.Kinds.SelectMany(_watch.Cache.OfKind))
            Wake(new ObservedChange(null, item));
        _writes.Seen().ForEach(_queue.Done);
        Turn();
    }

    private void Wake(ObservedChange change)
    {
        try
        {
            foreach (var key in _reconciler.KeysFor(_observed, change))
                _queue.Add(key);
        }
        catch (Exception fault)
        {
            Poisoned(change.Object, fault);
        }
    }

    private void OnKeyDue(KeyDue due)
    {
        _queue.Add(due.Key);
        Turn();
    }

    private void OnTurnDue(TurnDue due)
    {
        _turnIsDue = false;
        Turn();
    }

    /// <summary>Looks at a bounded number of keys, then lets other messages in.</summary>
    private void Turn()
    {
        for (var i = 0; i < _settings.KeysPerTurn && _watch.IsSynced && _writes.Unanswered < _settings.KeysInFlight; i++)
        {
            if (!_queue.TryTake(out var key))
                return;
            LookAt(key);
        }
        if (!_turnIsDue && _queue.Ready > 0 && _watch.IsSynced && _writes.Unanswered < _settings.KeysInFlight)
        {
            _turnIsDue = true;
            Self.Tell(new TurnDue());
        }
    }

    private void LookAt(ResourceKey key)
    {
        Reconciliation answer;
        try
        {
            answer = _reconciler.Reconcile(_observed, key, _time.GetUtcNow());
        }
        catch (Exception fault)
        {
            if (_watch.Cache.Find(key) is { } item)
                Poisoned(item, fault);
            _queue.Done(key);
            Retry(key);
            return;
        }
        if (answer.RequeueAfter is { } wait)
            Timers.StartSingleTimer((nameof(Reconciliation.RequeueAfter), key), new KeyDue(key), _time.ToReal(wait));
        foreach (var notify in answer.Changes.OfType<Change.Notify>())
            _record(notify.Notice);
        ImmutableArray<Change> changes = [.. answer.Changes.Where(change => change is not Change.Notify)];
        if (changes.IsEmpty)
        {
            Forget(key);
            _queue.Done(key);
            return;
        }
        var batches = changes.Chunk(_settings.WritesPerBatch).ToList();
        _passes[key] = new Pass { Unanswered = batches.Count };
        foreach (var batch in batches)
            _writes.Submit(key, [.. batch], Clock);
    }

    private void OnWritesAnswered(WritesAnswered answer)
    {
        if (_writes.Answered(answer, Clock) is not { } submission)
            return;
        var pass = _passes.GetValueOrDefault(submission.Key) ?? new Pass();
        foreach (var (change, result) in submission.Changes.Zip(answer.Results))
        {
            if (result.Refusal is not { } refusal)
            {
                if (change.Announcement?.Done(result.Object!.Key.Name) is { } done)
                    _record(done);
            }
            else if (change.MayBeRepeated(refusal))
            {
                pass.Outdated = true;
            }
            else
            {
                pass.Refused ??= refusal;
                if (change.Announcement?.Failed(change.Key.Name, refusal.Message) is { } failed)
                    _record(failed);
            }
        }
        if (--pass.Unanswered == 0)
        {
            _passes.Remove(submission.Key);
            Settle(submission.Key, pass.Refused, pass.Outdated);
        }
        if (!_writes.IsBusy(submission.Key))
            _queue.Done(submission.Key);
        Turn();
    }

    private void Settle(ResourceKey key, Refusal? refused, bool outdated)
    {
        if (refused is null && !outdated)
        {
            Forget(key);
            return;
        }
        if (refused is null)
        {
            _refusals.Remove(key);
        }
        else
        {
            _refusals[key] = refused;
            _log.Warning("{Controller} may not change {Key}: {Refusal}", _reconciler.Name, key, refused);
        }
        Retry(key);
    }

    private void OnSweepDue(SweepDue due)
    {
        var overdue = _writes.Overdue(Clock);
        foreach (var key in overdue)
        {
            _passes.Remove(key);
            if (!_writes.IsBusy(key))
                _queue.Done(key);
            Retry(key);
        }
        if (overdue.Count == 0 && Clock - _lastHeard <= _settings.WatchSilence)
            return;
        _log.Warning("{Controller} heard too little of the store ({Overdue} writes unknown): watching anew", _reconciler.Name, overdue.Count);
        BeginWatch();
    }

    private void Retry(ResourceKey key)
    {
        var failures = _failures[key] = _failures.GetValueOrDefault(key) + 1;
        Timers.StartSingleTimer((nameof(Retry), key), new KeyDue(key), _time.ToReal(_settings.RetryAfter(failures)));
    }

    private void Forget(ResourceKey key)
    {
        _failures.Remove(key);
        _refusals.Remove(key);
    }

    private void Poisoned(ApiObject item, Exception fault)
    {
        _log.Error(fault, "{Controller} can't handle {Key}", _reconciler.Name, item.Key);
        _record(new Notice(item, Warning: true, "FailedReconcile", $"The {_reconciler.Component} can't handle this object: {fault.Message}"));
    }
}
