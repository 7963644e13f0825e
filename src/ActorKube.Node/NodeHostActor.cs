using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Node.Configuration;
using ActorKube.Node.Logs;
using ActorKube.Node.Nodes;
using ActorKube.Node.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Nodes;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Events;
using ActorKube.Rules.Pods;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.Node;

/// <summary>
/// The worker process's one voice: registers its nodes, watches their pods and hands them down, sends one heartbeat for all nodes, and collects what
/// comes up. A control plane that is away or another one changes nothing below: the host registers again, watches anew, and repeats every status.
/// </summary>
public sealed class NodeHostActor : ReceiveActor, IWithTimers
{
    // No node can have this name.
    private const string ConfigurationName = "_configuration";

    private readonly NodeHostSettings _settings;
    private readonly EmulatedTimeProvider _time;
    private readonly IActorRef _controlPlane;
    private readonly long _incarnation;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, NodeIdentity> _identities;
    private readonly Dictionary<string, IActorRef> _nodes = [];
    private readonly Dictionary<ResourceKey, ApiObject> _pods = [];
    private readonly Dictionary<string, (ApiObject Pod, PodStatus Status)> _statuses = [];
    private readonly Dictionary<string, ApiObject> _stopping = [];
    private readonly HashSet<string> _refused = [];
    private readonly HashSet<ResourceKey> _seenInSync = [];
    private readonly EventMemory _events;
    private readonly StatusOutbox _outbox;
    private readonly HashSet<string> _shortOfMemory = [];
    private readonly NodeImageReport _images = new();
    private readonly WatchCursor _watch = new();

    private long _epoch;
    private long _requests;
    private IActorRef _configuration = ActorRefs.Nobody;
    private long _watchId;
    private Revision _seen;
    private Revision _acted;

    private NodeHostActor(NodeHostSettings settings, EmulatedTimeProvider time, IActorRef controlPlane, long incarnation)
    {
        (_settings, _time, _controlPlane, _incarnation) = (settings, time, controlPlane, incarnation);
        _outbox = new StatusOutbox(settings.StatusBatch);
        _events = new EventMemory(settings.EventsRemembered);
        _identities = settings.NodeNames.ToDictionary(name => name, name => new NodeIdentity(name, settings));
        Receive<RegisterDue>(_ => Register());
        Receive<NodesRegistered>(OnRegistered);
        Receive<HeartbeatDue>(_ => Beat());
        Receive<HeartbeatsAcknowledged>(OnAcknowledged);
        Receive<WatchEvents>(OnWatchEvents);
        Receive<WatchSynced>(OnWatchSynced);
        Receive<WatchEnded>(OnWatchEnded);
        Receive<ResyncPause>(_ => { });
        Receive<WatchSilent>(_ => Watch());
        Receive<StatusDue>(_ => SendStatuses());
        Receive<WritesAnswered>(OnWritesAnswered);
        Receive<AnswerMissing>(OnAnswerMissing);
        Receive<PodStatusReported>(OnStatus);
        Receive<MemoryPressureChanged>(changed => _ = changed.IsShort ? _shortOfMemory.Add(changed.Node) : _shortOfMemory.Remove(changed.Node));
        Receive<PodStopped>(OnStopped);
        Receive<PodNoticed>(OnNoticed);
        Receive<ResendPods>(OnResend);
        Receive<NodeImagesChanged>(OnImagesChanged);
        Receive<ImagesDue>(_ => ReportImages());
        Receive<OpenSession>(OnOpenSession);
        Receive<FollowObjects>(follow => _configuration.Forward(follow));
    }

    /// <summary>Makes the Props of <c>/user/node-host</c>.</summary>
    /// <param name="settings">The settings and the nodes.</param>
    /// <param name="time">Emulated time.</param>
    /// <param name="controlPlane">The proxy of the control-plane singleton.</param>
    /// <param name="incarnation">A number that is larger for each later start of a process of this name.</param>
    public static Props Props(NodeHostSettings settings, EmulatedTimeProvider time, IActorRef controlPlane, long incarnation) =>
        Akka.Actor.Props.CreateBy(new Producer(settings, time, controlPlane, incarnation));

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        foreach (var (name, identity) in _identities)
            _nodes[name] = Context.ActorOf(Akka.Actor.Props.Create(typeof(NodeActor), identity, _settings, _time), name);
        _configuration = Context.ActorOf(Akka.Actor.Props.Create(typeof(ConfigurationActor), _settings, _controlPlane), ConfigurationName);
        Timers.StartPeriodicTimer(HeartbeatDue.Instance, HeartbeatDue.Instance, _time.ToReal(_settings.HeartbeatInterval));
        Register();
    }

    /// <summary>A node that crashes is started again in place; its new kubelet asks for its pods.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);

    private void Register()
    {
        _controlPlane.Tell(new RegisterNodes(_settings.HostName, _incarnation, [.. _identities.Values.Select(identity => identity.ToJson(_images.Of(identity.Name)))]));
        Timers.StartSingleTimer(RegisterDue.Instance, RegisterDue.Instance, _settings.AnswerTimeout);
    }

    private void OnRegistered(NodesRegistered registered)
    {
        Timers.Cancel(RegisterDue.Instance);
        _refused.Clear();
        foreach (var refused in registered.Refused)
        {
            _refused.Add(refused.NodeName);
            _log.Error("node {Node} was refused: {Refusal}", refused.NodeName, refused.Refusal.Message);
        }
        // A node that another process has is no business of this host until that one is gone.
        if (_refused.Count > 0)
            Timers.StartSingleTimer(RegisterDue.Instance, RegisterDue.Instance, _settings.WatchSilence);
        _epoch = registered.Epoch;
        Watch();
        _configuration.Tell(new ControlPlaneRenewed());
        foreach (var (uid, (pod, status)) in _statuses)
            _outbox.PutStatus(uid, StatusWrite(pod, status));
        ScheduleStatuses();
    }

    private void Watch()
    {
        _watch.Begin(++_watchId);
        _seenInSync.Clear();
        if (Taken.Count == 0)
            return;
        _controlPlane.Tell(new WatchObjects(_watchId, [KindCatalogue.Pod], null, [.. Taken], Revision.None));
        HearWatch();
    }

    /// <summary>A watch that says nothing for too long, not even a bookmark, was lost, or its store is gone: it begins anew.</summary>
    private void HearWatch() => Timers.StartSingleTimer(WatchSilent.Instance, WatchSilent.Instance, _settings.WatchSilence);

    private List<string> Taken => [.. _settings.NodeNames.Where(name => !_refused.Contains(name))];

    private void Beat()
    {
        foreach (var node in _nodes.Values)
            node.Tell(LookAround.Instance);
        if (_epoch == 0)
            return;
        // What the host has acted on: everything it has seen, unless something that was replaced still runs.
        if (_watch.IsSynced && _stopping.Count == 0)
            _acted = _seen;
        _controlPlane.Tell(new NodeHeartbeats(
            _settings.HostName, _incarnation, _acted, [.. Taken.Select(name => new NodeHeartbeat(name, Ready: true, "KubeletReady", "kubelet is posting ready status")
            {
                IsShortOfMemory = _shortOfMemory.Contains(name),
            })]));
    }

    private void OnAcknowledged(HeartbeatsAcknowledged acknowledged)
    {
        if (acknowledged.Epoch != _epoch || !acknowledged.Unknown.IsEmpty)
        {
            if (!Timers.IsTimerActive(RegisterDue.Instance))
                Register();
        }
        else if (!acknowledged.Resync.IsEmpty && _watch.IsSynced && !Timers.IsTimerActive(ResyncPause.Instance))
        {
            // The answers to heartbeats that were on their way meanwhile say the same: one list is enough for them all.
            Timers.StartSingleTimer(ResyncPause.Instance, ResyncPause.Instance, _settings.AnswerTimeout);
            _log.Warning("nodes {Nodes} were taken for dead; listing their pods again", string.Join(", ", acknowledged.Resync));
            Watch();
        }
    }

    private void OnWatchEvents(WatchEvents events)
    {
        if (!IsNext(events.WatchId, events.Sequence))
            return;
        foreach (var change in events.Events)
            OnPod(change);
        if (events.Revision.IsSome && _watch.IsSynced)
            _seen = events.Revision;
    }

    private void OnWatchSynced(WatchSynced synced)
    {
        if (!IsNext(synced.WatchId, synced.Sequence))
            return;
        foreach (var gone in _pods.Keys.Except(_seenInSync).ToList())
            Drop(gone);
        _watch.Synced();
        _seen = synced.Revision;
        _seenInSync.Clear();
    }

    private void OnWatchEnded(WatchEnded ended)
    {
        if (ended.WatchId == _watchId)
            Watch();
    }

    private bool IsNext(long watchId, long sequence)
    {
        var place = _watch.Take(watchId, sequence);
        if (place == WatchPlace.Gap)
            Watch();
        else if (place == WatchPlace.Next)
            HearWatch();
        return place == WatchPlace.Next;
    }

    private void OnPod(WatchEvent change)
    {
        var pod = change.Object;
        if (change.Type == WatchEventType.Deleted)
        {
            Drop(pod.Key);
            return;
        }
        if (!_watch.IsSynced)
            _seenInSync.Add(pod.Key);
        if (_pods.TryGetValue(pod.Key, out var before) && before.Metadata.Uid != pod.Metadata.Uid)
            Drop(pod.Key);
        _pods[pod.Key] = pod;
        if (_nodes.TryGetValue(pod.Pod.NodeName, out var node))
            node.Tell(new SyncPod(pod));
    }

    private void Drop(ResourceKey key)
    {
        if (!_pods.Remove(key, out var gone))
            return;
        _statuses.Remove(gone.Metadata.Uid);
        if (_nodes.TryGetValue(gone.Pod.NodeName, out var node))
        {
            _stopping[gone.Metadata.Uid] = gone;
            node.Tell(new DropPod(gone));
        }
    }

    private void OnStatus(PodStatusReported reported)
    {
        var uid = reported.Pod.Metadata.Uid;
        if (!_pods.TryGetValue(reported.Pod.Key, out var present) || present.Metadata.Uid != uid)
            return;
        _statuses[uid] = (reported.Pod, reported.Status);
        _outbox.PutStatus(uid, StatusWrite(reported.Pod, reported.Status));
        ScheduleStatuses();
    }

    private void OnStopped(PodStopped stopped)
    {
        var uid = stopped.Pod.Metadata.Uid;
        _stopping.Remove(uid);
        _statuses.Remove(uid);
        if (!stopped.Delete)
            return;
        _outbox.PutDeletion(uid, new DeleteObject(stopped.Pod.Key, GraceSeconds: 0, Uid: uid));
        ScheduleStatuses();
    }

    private static ReplaceObject StatusWrite(ApiObject pod, PodStatus status) =>
        new(pod.Key, status.Envelope(pod), Subresource.Status);

    private void ScheduleStatuses()
    {
        if (_epoch > 0 && !Timers.IsTimerActive(StatusDue.Instance))
            Timers.StartSingleTimer(StatusDue.Instance, StatusDue.Instance, _settings.StatusInterval);
    }

    private void SendStatuses()
    {
        if (_outbox.IsEmpty)
            return;
        var submit = _outbox.Take(++_requests);
        _controlPlane.Tell(submit);
        Timers.StartSingleTimer(submit.Id, new AnswerMissing(submit.Id), _settings.AnswerTimeout);
        if (!_outbox.IsEmpty)
            ScheduleStatuses();
    }

    private void OnWritesAnswered(WritesAnswered answered)
    {
        Timers.Cancel(answered.Id);
        _outbox.Answered(answered);
        if (!_outbox.IsEmpty)
            ScheduleStatuses();
    }

    private void OnAnswerMissing(AnswerMissing missing)
    {
        _outbox.Unanswered(missing.Id);
        ScheduleStatuses();
    }

    /// <summary>Tells the user as a Kubernetes Event; nobody waits for the answer, and one that is lost is lost.</summary>
    private void OnNoticed(PodNoticed noticed)
    {
        var said = _events.Say(
            new EventFacts(
                noticed.Pod, noticed.Warning ? EventFacts.Warning : EventFacts.Normal, noticed.Reason, noticed.Message, "kubelet", noticed.Pod.Pod.NodeName, noticed.FieldPath),
            _time.GetUtcNow());
        var create = new CreateObject(said.Key, said.Json);
        _controlPlane.Tell(
            new SubmitWrites(++_requests, said.Patch is { } patch ? [new PatchObject(said.Key, PatchType.Merge, patch), create] : [create]), ActorRefs.NoSender);
    }

    private void OnImagesChanged(NodeImagesChanged changed)
    {
        _images.Take(changed);
        if (!Timers.IsTimerActive(ImagesDue.Instance))
            Timers.StartSingleTimer(ImagesDue.Instance, ImagesDue.Instance, _time.ToReal(_settings.ImageReportInterval));
    }

    /// <summary>Nobody waits for the answer: a report that is lost is made up for by the next one, or by a registration.</summary>
    private void ReportImages()
    {
        foreach (var writes in _images.News(Taken).Chunk(_settings.StatusBatch))
            _controlPlane.Tell(new SubmitWrites(++_requests, [.. writes]), ActorRefs.NoSender);
    }

    private void OnResend(ResendPods resend)
    {
        foreach (var gone in _stopping.Values.Where(pod => pod.Pod.NodeName == resend.NodeName))
            Sender.Tell(new DropPod(gone));
        foreach (var pod in _pods.Values.Where(pod => pod.Pod.NodeName == resend.NodeName))
            Sender.Tell(new SyncPod(pod) { LastStatus = _statuses.GetValueOrDefault(pod.Metadata.Uid).Status });
    }

    private void OnOpenSession(OpenSession open)
    {
        if (_pods.TryGetValue(open.Pod, out var pod) && pod.Metadata.Uid == open.Uid && _nodes.TryGetValue(pod.Pod.NodeName, out var node))
            node.Tell(new PodSessionRequest(open, Sender));
        else
            Sender.Tell(new SessionRefused(PodLogs.Gone(open.Pod.Name)));
    }

    private sealed record AnswerMissing(long Id);

    private sealed record RegisterDue
    {
        internal static readonly RegisterDue Instance = new();
    }

    private sealed record HeartbeatDue
    {
        internal static readonly HeartbeatDue Instance = new();
    }

    private sealed record StatusDue
    {
        internal static readonly StatusDue Instance = new();
    }

    private sealed record ImagesDue
    {
        internal static readonly ImagesDue Instance = new();
    }

    private sealed record WatchSilent
    {
        internal static readonly WatchSilent Instance = new();
    }

    private sealed record ResyncPause
    {
        internal static readonly ResyncPause Instance = new();
    }

    private sealed class Producer(NodeHostSettings settings, EmulatedTimeProvider time, IActorRef controlPlane, long incarnation) : IIndirectActorProducer
    {
        public Type ActorType => typeof(NodeHostActor);

        public ActorBase Produce() => new NodeHostActor(settings, time, controlPlane, incarnation);

        public void Release(ActorBase actor)
        {
        }
    }
}
