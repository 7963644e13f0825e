using System.Collections.Immutable;
using ActorKube.ControlPlane.Controllers;
using ActorKube.ControlPlane.Watching;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Protocol.Nodes;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Nodes;
using ActorKube.Rules.Workloads;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.ControlPlane.NodeLifecycle;

/// <summary>
/// Takes nodes on from their hosts, hears their heartbeats, judges them all by one timer, and sends pods away from those that are tainted, dead or
/// missing. Heartbeats stay in memory; only what changes goes to the store. What it decides is in <c>ActorKube.Rules.Nodes</c>.
/// </summary>
internal sealed class NodeLifecycleActor : ReceiveActor, IWithTimers, IWithStash
{
    private sealed record CheckDue : INoSerializationVerificationNeeded;

    private readonly long _epoch;
    private readonly EmulatedTimeProvider _time;
    private readonly NodeLifecycleSettings _settings;
    private readonly Action<Notice> _record;
    private readonly Props? _membership;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private readonly StoreWatch _watch;
    private readonly OwnWrites _writes;
    private readonly NodeRegister _register;
    private readonly PodSweep _pods;
    private readonly Dictionary<long, Registration> _registrations = [];
    private readonly Dictionary<string, (ApiObject Node, NodeVerdict? Verdict)> _settled = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _started;
    private ImmutableHashSet<string>? _present;
    private TimeSpan _lastHeard;
    private int _waiting;

    public NodeLifecycleActor(
        IActorRef store, long epoch, EmulatedTimeProvider time, NodeLifecycleSettings settings, Action<Notice> record, Props? membership)
    {
        (_epoch, _time, _settings, _record, _membership) = (epoch, time, settings, record, membership);
        _watch = new StoreWatch(store, Self, [KindCatalogue.Node, KindCatalogue.Pod]);
        _writes = new OwnWrites(store, Self, _watch, settings.AnswerTimeout);
        _register = new NodeRegister(settings.Policy);
        _pods = new PodSweep(_watch.Cache, _writes, settings);
        _started = time.GetUtcNow();

        Receive<INodeLifecycleMessage>(OnEarly, _ => !_watch.IsSynced);
        Receive<RegisterNodes>(OnRegister);
        Receive<NodeHeartbeats>(OnHeartbeats);
        Receive<WatchEvents>(OnWatchEvents);
        Receive<WatchSynced>(OnWatchSynced);
        Receive<WatchEnded>(_watch.Apply);
        Receive<WritesAnswered>(OnWritesAnswered);
        Receive<HostLost>(host => _register.Note(host.Address, HostPresence.Lost));
        Receive<HostBack>(host => _register.Note(host.Address, HostPresence.Present));
        Receive<HostGone>(OnHostGone);
        Receive<HostsPresent>(OnHostsPresent);
        Receive<CheckDue>(OnCheckDue);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    private static TimeSpan Clock => Context.System.Scheduler.MonotonicClock;

    private DateTimeOffset Now => _time.GetUtcNow();

    protected override void PreStart()
    {
        if (_membership is not null)
            Context.ActorOf(_membership, "membership");
        var interval = _time.ToReal(_settings.CheckInterval);
        Timers.StartPeriodicTimer(nameof(CheckDue), new CheckDue(), interval, interval);
        BeginWatch();
    }

    private void BeginWatch()
    {
        _lastHeard = Clock;
        _watch.Start();
    }

    /// <summary>The nodes are not known yet: hosts wait.</summary>
    private void OnEarly(INodeLifecycleMessage message)
    {
        if (_waiting >= _settings.WaitingMessages)
            return;
        _waiting++;
        Stash.Stash();
    }

    private void OnWatchEvents(WatchEvents events)
    {
        _lastHeard = Clock;
        foreach (var change in _watch.Apply(events).Where(_ => _watch.IsSynced))
        {
            if (change.After.Key.Kind == KindCatalogue.Pod)
            {
                if (change.After.Pod.IsBound)
                    _pods.PodIsBound(change.After.Pod.NodeName, Now);
            }
            else if (change.Type == WatchEventType.Deleted)
            {
                _settled.Remove(change.After.Key.Name);
                _pods.NodeIsMissing(change.After.Key.Name, Now);
            }
            else if (change.After.Node.IsReady && change.Before?.Node.Ready == "Unknown")
            {
                Submit(_pods.Resume(change.After, Now));
            }
        }
        _writes.Seen();
    }

    private void OnWatchSynced(WatchSynced synced)
    {
        _lastHeard = Clock;
        if (!_watch.Apply(synced))
            return;
        _writes.Seen();
        foreach (var pod in _watch.Cache.OfKind(KindCatalogue.Pod).Where(pod => pod.Pod.IsBound))
            _pods.PodIsBound(pod.Pod.NodeName, Now);
        foreach (var node in _watch.Cache.OfKind(KindCatalogue.Node))
        {
            _register.Of(node);
            if (node.Node.IsReady)
                Submit(_pods.Resume(node, Now));
        }
        if (_present is not null)
            _register.NoteAbsent(_present);
        _waiting = 0;
        Stash.UnstashAll();
    }

    private void OnHostGone(HostGone host)
    {
        _present = _present?.Remove(host.Address);
        _register.Note(host.Address, HostPresence.Gone);
    }

    private void OnHostsPresent(HostsPresent hosts)
    {
        _present = hosts.Addresses;
        if (_watch.IsSynced)
            _register.NoteAbsent(_present);
    }

    private void OnRegister(RegisterNodes message)
    {
        var address = $"{Sender.Path.Address}";
        var registration = new Registration(Sender, _epoch);
        foreach (var json in message.Nodes)
        {
            var offered = ApiObject.Parse(KindCatalogue.Node, json);
            var name = offered.Key.Name;
            var stored = _watch.Cache.Find(offered.Key);
            if (_register.Claim(name, stored, message, address, Now) is { } refusal)
            {
                registration.Refuse(name, refusal);
                continue;
            }
            var id = _writes.Submit(offered.Key, [.. NodeRegistration.Changes(offered, stored, message.Host, address, Now)], Clock);
            registration.Wait(id, name);
            _registrations[id] = registration;
        }
        _log.Info("host {Host} (start {Incarnation}) at {Address} registers {Count} nodes", message.Host, message.Incarnation, address, message.Nodes.Length);
        registration.AnswerIfComplete(Self);
    }

    private void OnHeartbeats(NodeHeartbeats message)
    {
        var unknown = ImmutableArray.CreateBuilder<string>();
        var resync = ImmutableArray.CreateBuilder<string>();
        foreach (var heartbeat in message.Nodes)
        {
            if (_register.Hear(message, heartbeat, Now) is not { } record)
            {
                unknown.Add(heartbeat.NodeName);
                continue;
            }
            if (AskForResync(record) is { IsResynced: false })
                resync.Add(record.Name);
            else if (_watch.Cache.Find(ResourceKey.Node(record.Name)) is { } node)
                Judge(node);
        }
        Sender.Tell(new HeartbeatsAcknowledged(_epoch, unknown.DrainToImmutable(), resync.DrainToImmutable()));
    }

    /// <summary>
    /// Tells a node that was taken for dead what it must have seen: everything up to now, once none of our own writes about its pods is under way.
    /// </summary>
    private NodeRecord AskForResync(NodeRecord record)
    {
        if (record is { MustResync: true, ResyncAt.IsSome: false } && !_watch.Cache.PodsOn(record.Name).Any(pod => _writes.IsBusy(pod.Key)))
            _register.Put(record = record with { ResyncAt = _watch.Revision });
        return record;
    }

    private void OnCheckDue(CheckDue due)
    {
        if (_writes.Overdue(Clock).Count > 0 || Clock - _lastHeard > _settings.WatchSilence)
        {
            _log.Warning("heard too little of the store: watching anew");
            BeginWatch();
        }
        if (!_watch.IsSynced)
            return;
        foreach (var node in _watch.Cache.OfKind(KindCatalogue.Node))
        {
            Judge(node);
            var record = _register.Of(node);
            // A node that is alive and only has yet to catch up keeps its pods: it is about to be Ready again.
            var catchesUp = node.Node.Ready == "Unknown" && NodeLife.IsAlive(record, _settings.Policy, Now);
            if (!catchesUp && !_writes.IsBusy(node.Key))
                Submit(_pods.Leave(node, record.Presence, Now));
        }
        Submit(_pods.CollectFromMissingNodes(Now));
    }

    private void Judge(ApiObject node)
    {
        var record = _register.Of(node);
        var verdict = NodeLife.Decide(record, _settings.Policy, _started, Now);
        if (verdict is { IsUnknown: true })
            _register.Put(record with { MustResync = true, ResyncAt = Revision.None });
        else if (verdict is not null && record.MustResync)
            _register.Put(record with { MustResync = false, ResyncAt = Revision.None });
        // Nearly always the object shows the verdict already, and is not decoded to find that out again.
        if (_writes.IsBusy(node.Key) || (_settled.TryGetValue(node.Key.Name, out var settled) && settled == (node, verdict)))
            return;
        ImmutableArray<Change> changes = [.. NodeStatus.Changes(node, verdict, Now)];
        if (changes.IsEmpty)
        {
            _settled[node.Key.Name] = (node, verdict);
            return;
        }
        if (verdict is not null && verdict.Ready != node.Node.Ready)
            _log.Info("node {Node} is {Ready}: {Reason} (process {Presence}, last heard {LastHeard})", node.Key.Name, verdict.Ready, verdict.Reason, record.Presence, record.LastHeard);
        _writes.Submit(node.Key, changes, Clock);
    }

    private void Submit(IEnumerable<PodDeparture> departures)
    {
        foreach (var departure in departures)
        {
            if (_writes.Unanswered >= _settings.WritesInFlight)
                return;
            _writes.Submit(departure.Pod, departure.Changes, Clock, departure.Atomic);
        }
    }

    private void OnWritesAnswered(WritesAnswered answer)
    {
        if (_registrations.Remove(answer.Id, out var registration))
        {
            if (registration.Take(answer) is { } outdated)
                _register.Remove(outdated);
            registration.AnswerIfComplete(Self);
        }
        if (_writes.Answered(answer, Clock) is not { } submission)
            return;
        foreach (var (change, result) in submission.Changes.Zip(answer.Results))
        {
            if (result.Object is not { } written)
            {
                if (submission.Key.Kind == KindCatalogue.Pod && !change.MayBeRepeated(result.Refusal!))
                {
                    _log.Warning("pod {PodName} can't leave its node: {Refusal}", submission.Key.QualifiedName, result.Refusal);
                    _pods.Rest(submission.Key, Now);
                }
                continue;
            }
            if (change.Announcement?.Done(written.Key.Name) is { } notice)
                _record(notice);
            if (change is Change.Create && written.Key.Kind == KindCatalogue.Pod)
                _record(PodDepartures.Moved(written, ((Change.Delete)submission.Changes[0]).Announcement!.About.Pod.NodeName));
        }
    }
}
