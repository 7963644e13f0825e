using System.Collections.Immutable;
using ActorKube.ControlPlane.Events;
using ActorKube.ControlPlane.Watching;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Scheduling;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.ControlPlane.Scheduler;

/// <summary>
/// The scheduler: keeps a snapshot of nodes and pods, asks <see cref="Placement"/> for each pod that waits, and sends bindings to the store, which checks
/// them again. A pod that was sent is counted in at once, and out again if the store refuses.
/// </summary>
public sealed class SchedulerActor : ReceiveActor, IWithTimers
{
    private const string SchedulerName = "default-scheduler";

    private readonly ControlPlaneContext _context;
    private readonly StoreWatch _watch;
    private readonly SchedulerSnapshot _snapshot = new();
    private readonly SchedulingQueue _queue;
    private readonly EventRecorder _events;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<long, ImmutableArray<SentBinding>> _inFlight = [];
    private readonly Dictionary<ResourceKey, SentBinding> _assumed = [];
    private readonly WaitingReports _reports;
    private long _requests;

    /// <summary>Made by <see cref="Room"/>.</summary>
    public SchedulerActor(ControlPlaneContext context)
    {
        _context = context;
        _watch = new StoreWatch(context.Store, Self, [KindCatalogue.Node, KindCatalogue.Pod], Forget);
        _queue = new SchedulingQueue(context.Settings.SchedulerBackoffInitial, context.Settings.SchedulerBackoffMax);
        _events = new EventRecorder(context.Store, SchedulerName, context.Settings.EventsRemembered, context.Time);
        _reports = new WaitingReports(context.Store, _events, context.Time);
        Receive<WatchEvents>(OnWatchEvents);
        Receive<WatchSynced>(OnWatchSynced);
        Receive<WatchEnded>(_watch.Apply);
        Receive<WritesAnswered>(OnWritesAnswered);
        Receive<BackoffDue>(_ => ScheduleAll());
        Receive<FlushDue>(_ => Wake());
    }

    /// <summary>The scheduler as a room of the control plane.</summary>
    public static ControlPlaneRoom Room { get; } = new("scheduler", context => Props.Create(typeof(SchedulerActor), context));

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _watch.Start();
        Timers.StartPeriodicTimer(FlushDue.Instance, FlushDue.Instance, _context.Time.ToReal(_context.Settings.UnschedulableFlush));
    }

    private void OnWatchEvents(WatchEvents events)
    {
        var helps = false;
        foreach (var change in _watch.Apply(events))
            helps |= change.After.Key.Kind == KindCatalogue.Node ? OnNode(change) : OnPod(change);
        if (helps)
            _queue.Wake(_context.Time.GetUtcNow());
        ScheduleAll();
    }

    private void OnWatchSynced(WatchSynced synced)
    {
        _watch.Apply(synced);
        ScheduleAll();
    }

    private void Forget()
    {
        _snapshot.Clear();
        _queue.Clear();
        _assumed.Clear();
        _reports.Clear();
    }

    /// <summary>Takes a node in; true if the change may help a pod that waits.</summary>
    private bool OnNode(CacheChange change)
    {
        if (change.Type == WatchEventType.Deleted)
        {
            _snapshot.RemoveNode(change.After.Key.Name);
            return false;
        }
        _snapshot.SetNode(change.After);
        return change.Before is null
            || !change.Before.Metadata.Labels.Equals(change.After.Metadata.Labels)
            || change.Before.Node.Unschedulable != change.After.Node.Unschedulable
            || !change.Before.Node.Taints.SequenceEqual(change.After.Node.Taints)
            || change.Before.Node.Allocatable.ToString() != change.After.Node.Allocatable.ToString();
    }

    /// <summary>Takes a pod in; true if the change may help a pod that waits.</summary>
    private bool OnPod(CacheChange change)
    {
        var pod = change.After;
        var isAnother = change.Before is null || change.Before.Metadata.Uid != pod.Metadata.Uid;
        var helps = isAnother && Forget(pod.Key);
        if (change.Type == WatchEventType.Deleted || pod.Pod.IsTerminal)
            return Forget(pod.Key) || helps;
        if (pod.Pod.IsBound)
            return OnBound(pod) || helps;
        if (!IsOurs(pod) || !pod.Pod.SchedulingGates.IsEmpty)
        {
            _queue.Remove(pod.Key);
            if (IsOurs(pod))
                _reports.Gated(pod);
            return helps;
        }
        // A new status is mostly this scheduler's own doing, and is no reason to look at the pod again.
        if (!_assumed.ContainsKey(pod.Key))
            _queue.Set(pod, activate: isAnother || !change.Before!.Pod.SchedulingGates.IsEmpty || !change.Before.Pod.Tolerations.SequenceEqual(pod.Pod.Tolerations));
        return helps;
    }

    private bool OnBound(ApiObject pod)
    {
        _queue.Remove(pod.Key);
        _assumed.Remove(pod.Key);
        _reports.Forget(pod.Key);
        return !_snapshot.Holds(pod.Key, pod.Pod.NodeName) && _snapshot.Place(pod.Key, pod.Pod.NodeName, PodDemand.Of(pod));
    }

    private static bool IsOurs(ApiObject pod) => pod.Pod.SchedulerName == SchedulerName && !pod.Metadata.IsDeleting;

    /// <summary>Forgets a pod that is gone or needs no node any more; true if that leaves room.</summary>
    private bool Forget(ResourceKey pod)
    {
        _queue.Remove(pod);
        _assumed.Remove(pod);
        _reports.Forget(pod);
        return _snapshot.Remove(pod);
    }

    private void ScheduleAll()
    {
        if (!_watch.IsSynced)
            return;
        var now = _context.Time.GetUtcNow();
        var next = _queue.ActivateDue(now);
        var batch = ImmutableArray.CreateBuilder<SentBinding>();
        while (_assumed.Count < _context.Settings.BindingsInFlight && _queue.TryTake(out var pod))
        {
            var pending = PendingPod.Of(pod);
            switch (Placement.Decide(_snapshot.Nodes, pending))
            {
                case PlacementDecision.Bind(var node):
                    var binding = new SentBinding(pod, node);
                    _assumed[pod.Key] = binding;
                    _snapshot.Place(pod.Key, node, pending.Demand);
                    batch.Add(binding);
                    if (batch.Count == _context.Settings.BindingBatch)
                        Send(batch);
                    break;
                case PlacementDecision.Unschedulable unschedulable:
                    _queue.Park(pod.Key, now);
                    _reports.Unschedulable(pod, unschedulable.Message);
                    break;
            }
        }
        Send(batch);
        if (next is { } due)
            Timers.StartSingleTimer(BackoffDue.Instance, BackoffDue.Instance, _context.Time.ToReal(due - now));
    }

    private void Send(ImmutableArray<SentBinding>.Builder batch)
    {
        if (batch.Count == 0)
            return;
        var id = ++_requests;
        _inFlight[id] = batch.ToImmutable();
        _context.Store.Tell(new SubmitWrites(id, [.. batch.Select(binding => (Write)new BindPod(binding.Pod.Key, binding.Pod.Metadata.Uid, binding.Node))]));
        batch.Clear();
    }

    private void OnWritesAnswered(WritesAnswered answered)
    {
        if (!_inFlight.Remove(answered.Id, out var sent))
            return;
        foreach (var (binding, result) in sent.Zip(answered.Results))
        {
            if (result.Refusal is { } refusal)
                OnRefused(binding, refusal);
            else
                _events.Normal(binding.Pod, "Scheduled", $"Successfully assigned {binding.Pod.Key.QualifiedName} to {binding.Node}");
        }
        ScheduleAll();
    }

    private void OnRefused(SentBinding binding, Refusal refusal)
    {
        _log.Warning("binding of pod {PodName} to {Node} refused: {Refusal}", binding.Pod.Key.QualifiedName, binding.Node, refusal.Message);
        // The answer may be about a pod that is long gone, while another of its name is on its way.
        if (!ReferenceEquals(_assumed.GetValueOrDefault(binding.Pod.Key), binding))
            return;
        _assumed.Remove(binding.Pod.Key);
        _snapshot.Remove(binding.Pod.Key);
        if (_watch.Cache.Find(binding.Pod.Key) is { Pod: { IsBound: false, SchedulingGates.IsEmpty: true } } present && IsOurs(present))
        {
            _queue.Set(present, activate: false);
            _queue.Park(present.Key, _context.Time.GetUtcNow());
        }
        Wake();
    }

    private void Wake()
    {
        _queue.Wake(_context.Time.GetUtcNow());
        ScheduleAll();
    }

    private sealed record SentBinding(ApiObject Pod, string Node);

    private sealed record BackoffDue
    {
        internal static readonly BackoffDue Instance = new();
    }

    private sealed record FlushDue
    {
        internal static readonly FlushDue Instance = new();
    }
}
