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

    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    private readonly IReconciler _reconciler;
    private readonly IActorRef _store;
    private readonly EmulatedTimeProvider _time;
    private readonly ControllersSettings _settings;
    private readonly Action<Notice> _record;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private readonly KeyQueue _queue = new();
    private readonly StoreWatch _watch;
    private readonly ObservedCache _observed;
    private readonly Dictionary<long, Submission> _submissions = [];
    private readonly Dictionary<ResourceKey, (Expectation Expectation, TimeSpan Deadline)> _expectations = [];
    private readonly Dictionary<ResourceKey, int> _failures = [];
    private readonly Dictionary<ResourceKey, Refusal> _refusals = [];
    private long _lastSubmission;
    private bool _turnIsDue;
    private TimeSpan _lastHeard;

    public ControllerActor(
        IReconciler reconciler, IActorRef store, EmulatedTimeProvider time, ControllersSettings settings, Action<Notice> record)
    {
        (_reconciler, _store, _time, _settings, _record) = (reconciler, store, time, settings, record);
        _watch = new StoreWatch(store, Self, reconciler.Kinds);
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
        foreach (var change in _watch.Apply(events))
            Wake(new ObservedChange(change.Before, change.Type == WatchEventType.Deleted ? null : change.After));
        MeetExpectations();
        Turn();
    }

    private void OnWatchSynced(WatchSynced synced)
    {
        _lastHeard = Clock;
        if (!_watch.Apply(synced))
            return;
        // What went away while the watch was down is in nobody's event: look at everything.
        foreach (var item in _reconciler.Kinds.SelectMany(_watch.Cache.OfKind))
            Wake(new ObservedChange(null, item));
        MeetExpectations();
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
        for (var i = 0; i < _settings.KeysPerTurn && _watch.IsSynced && _submissions.Count < _settings.KeysInFlight; i++)
        {
            if (!_queue.TryTake(out var key))
                return;
            LookAt(key);
        }
        if (!_turnIsDue && _queue.Ready > 0 && _watch.IsSynced && _submissions.Count < _settings.KeysInFlight)
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
        var id = ++_lastSubmission;
        _submissions[id] = new Submission(key, changes, Clock + _settings.AnswerTimeout);
        _store.Tell(new SubmitWrites(id, [.. changes.Select(change => change.ToWrite())]));
    }

    private void OnWritesAnswered(WritesAnswered answer)
    {
        if (!_submissions.Remove(answer.Id, out var submission))
            return;
        Refusal? refused = null;
        var outdated = false;
        foreach (var (change, result) in submission.Changes.Zip(answer.Results))
        {
            if (result.Refusal is not { } refusal)
            {
                if (change.Announcement?.Done(result.Object!.Key.Name) is { } done)
                    _record(done);
            }
            else if (change.IsOutdatedBy(refusal))
            {
                outdated = true;
            }
            else
            {
                refused ??= refusal;
                if (change.Announcement?.Failed(change.Key.Name, refusal.Message) is { } failed)
                    _record(failed);
            }
        }
        Settle(submission.Key, refused, outdated);
        Expect(submission.Key, Expectation.Of(answer));
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
            _refusals.Remove(key);
        else
            _refusals[key] = refused;
        if (refused is not null)
            _log.Warning("{Controller} may not change {Key}: {Refusal}", _reconciler.Name, key, refused);
        Retry(key);
    }

    private void Expect(ResourceKey key, Expectation expectation)
    {
        if (expectation.IsMet(_watch))
            _queue.Done(key);
        else
            _expectations[key] = (expectation, Clock + _settings.AnswerTimeout);
    }

    private void MeetExpectations()
    {
        if (_expectations.Count == 0)
            return;
        foreach (var key in _expectations.Where(item => item.Value.Expectation.IsMet(_watch)).Select(item => item.Key).ToList())
        {
            _expectations.Remove(key);
            _queue.Done(key);
        }
    }

    private void OnSweepDue(SweepDue due)
    {
        var late = _submissions.Where(item => item.Value.Deadline <= Clock).ToList();
        var unmet = _expectations.Where(item => item.Value.Deadline <= Clock).Select(item => item.Key).ToList();
        foreach (var (id, submission) in late)
        {
            _submissions.Remove(id);
            _queue.Done(submission.Key);
            Retry(submission.Key);
        }
        foreach (var key in unmet)
        {
            _expectations.Remove(key);
            _queue.Done(key);
            _queue.Add(key);
        }
        if (late.Count + unmet.Count > 0 || Clock - _lastHeard > _settings.WatchSilence)
        {
            // Whether those writes happened is unknown: only a fresh look at the store can tell.
            _log.Warning("{Controller} heard too little of the store ({Late} answers late, {Unmet} writes unseen): watching anew", _reconciler.Name, late.Count, unmet.Count);
            BeginWatch();
        }
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
