using ActorKube.Model.Refusals;
using ActorKube.Model.Time;
using ActorKube.Node.Configuration;
using ActorKube.Node.Containers;
using ActorKube.Node.Logs;
using ActorKube.Node.Pods;
using ActorKube.Node.Processes;
using ActorKube.Node.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Nodes;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.Node.Nodes;

/// <summary>The container runtime of one node: its images, its pods' addresses, and its pods, which it supervises.</summary>
internal sealed class RuntimeActor : ReceiveActor, IWithTimers
{
    private const int FirstPodAddress = NodeIdentity.NodeAddress + 1;

    private readonly NodeIdentity _identity;
    private readonly NodeHostSettings _settings;
    private readonly EmulatedTimeProvider _time;
    private readonly Dictionary<string, RuntimePod> _pods = [];
    private readonly Dictionary<IActorRef, string> _uids = [];
    private readonly ImagePuller _images;
    private readonly HashSet<IActorRef> _sessions = [];
    private readonly SortedSet<int> _freeAddresses = [.. Enumerable.Range(FirstPodAddress, NodeIdentity.MostPods)];

    private readonly Dictionary<string, RunPod> _early = [];
    private readonly NodeMemory _memory;
    private readonly NodeLogs _logs;
    private ContainerRuntimes? _runtimes;
    private long _sessionsEver;

    public RuntimeActor(NodeIdentity identity, NodeHostSettings settings, EmulatedTimeProvider time)
    {
        (_identity, _settings, _time) = (identity, settings, time);
        _memory = new(identity, settings);
        _images = new(identity, settings, time, () => Timers, Context.Parent.Tell);
        var log = Context.GetLogger();
        _logs = new(settings.LogDirectory is { } directory ? Path.Combine(directory, identity.Name) : null, settings.LogRotation, complaint => log.Warning("{0}", complaint));
        _runtimes = settings.RunsProcesses ? null : new(identity, settings, null, _logs);
        Receive<ContainerRuntimes>(OnPrepared);
        Receive<RunPod>(OnRun);
        Receive<UpdatePod>(OnUpdate);
        Receive<StopPod>(OnStop);
        Receive<ListRunning>(_ => Sender.Tell(new RunningListed([.. _pods.Keys, .. _early.Keys])));
        Receive<RepeatStatus>(repeat => _pods.Values.ToList().ForEach(pod => pod.Actor.Tell(repeat)));
        Receive<PodSessionRequest>(OnSessionRequest);
        Receive<StartSession>(OnStartSession);
        Receive<PullImage>(pull => _images.Want(pull, Sender));
        Receive<PullsDue>(_ => _images.Look());
        Receive<PodStatusChanged>(Context.Parent.Forward);
        Receive<PodNoticed>(Context.Parent.Forward);
        Receive<FollowObjects>(Context.Parent.Forward);
        Receive<LookAround>(_ => LookAfterMemory());
        Receive<PodEnded>(OnEnded);
        Receive<Terminated>(OnTerminated);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>A runtime that starts has nothing, and the kubelet must know.</summary>
    protected override void PreStart()
    {
        Context.Parent.Tell(new RunningListed([]));
        _logs.Clear();
        if (_runtimes is null)
            ProcessRuntime.PrepareAsync(_identity.Name, _settings).PipeTo(Self, success: processes => new ContainerRuntimes(_identity, _settings, processes, _logs));
    }

    /// <summary>A pod that fails is not mended: its containers are gone, and the kubelet starts it again.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private IActorRef? Find(string uid) => _pods.GetValueOrDefault(uid)?.Actor;

    private void OnRun(RunPod run)
    {
        var uid = run.Pod.Metadata.Uid;
        if (_pods.ContainsKey(uid))
            return;
        if (_runtimes is null)
        {
            _early[uid] = run;
            return;
        }
        var address = run.Pod.Pod.UsesHostNetwork ? NodeIdentity.NodeAddress : _freeAddresses.Min;
        _freeAddresses.Remove(address);
        var containers = new RunningContainers(run.Pod);
        var actor = Context.ActorOf(LightMailbox.PropsOf(typeof(PodActor), run.Pod, run.LastStatus!, _identity, _identity.AddressOf(address), containers, _runtimes, _settings, _time), uid);
        Context.Watch(actor);
        _pods[uid] = new RuntimePod(actor, address, containers);
        _uids[actor] = uid;
    }

    /// <summary>What the machine permits is known now: pods that came before are run.</summary>
    private void OnPrepared(ContainerRuntimes runtimes)
    {
        _runtimes = runtimes;
        foreach (var run in _early.Values)
            OnRun(run);
        _early.Clear();
    }

    private void OnUpdate(UpdatePod update)
    {
        if (_early.TryGetValue(update.Pod.Metadata.Uid, out var early))
            _early[update.Pod.Metadata.Uid] = early with { Pod = update.Pod };
        else
            Find(update.Pod.Metadata.Uid)?.Tell(update);
    }

    private void OnStop(StopPod stop)
    {
        _early.Remove(stop.Uid);
        if (Find(stop.Uid) is { } pod)
            pod.Tell(stop);
        else
            Context.Parent.Tell(new PodEnded(stop.Uid));
    }

    private void OnEnded(PodEnded ended)
    {
        if (_pods.Remove(ended.Uid, out var pod))
        {
            _uids.Remove(pod.Actor);
            GiveBack(pod.Address);
            _images.Forget(pod.Actor);
            Context.Unwatch(pod.Actor);
            Context.Stop(pod.Actor);
        }
        Context.Parent.Forward(ended);
    }

    private void OnTerminated(Terminated dead)
    {
        if (_sessions.Remove(dead.ActorRef))
            return;
        if (!_uids.Remove(dead.ActorRef, out var uid) || !_pods.Remove(uid, out var pod))
            return;
        GiveBack(pod.Address);
        _images.Forget(dead.ActorRef);
        Context.Parent.Tell(new PodLost(uid));
    }

    private void LookAfterMemory()
    {
        if (_memory.Look([.. _pods.Values.Select(pod => (pod.Actor, pod.Containers))], _time.GetUtcNow()))
            Context.Parent.Tell(new MemoryPressureChanged(_identity.Name, _memory.IsShort));
    }

    // The node's own address was never among the free ones.
    private void GiveBack(int address)
    {
        if (address >= FirstPodAddress)
            _freeAddresses.Add(address);
    }

    private void OnSessionRequest(PodSessionRequest wanted)
    {
        if (Find(wanted.Request.Uid) is { } pod)
            pod.Tell(wanted);
        else
            wanted.Client.Tell(new SessionRefused(PodLogs.Gone(wanted.Request.Pod.Name)));
    }

    private void OnStartSession(StartSession start)
    {
        if (_sessions.Count >= _settings.SessionsPerNode)
        {
            start.Client.Tell(new SessionRefused(new(RefusalReason.TooManyRequests, $"node {_identity.Name} has {_sessions.Count} sessions with containers open, and takes no more: close some")));
            return;
        }
        var session = Context.ActorOf(Props.Create(typeof(SessionActor), start, _settings, _time), $"session-{++_sessionsEver}");
        _sessions.Add(Context.Watch(session));
    }

    private sealed record RuntimePod(IActorRef Actor, int Address, RunningContainers Containers);
}
