using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Rules.Pods;
using Akka.Actor;

namespace ActorKube.Node.Nodes;

/// <summary>
/// The kubelet of one node: admits the pods that are bound to it, has the runtime start and stop them, and reports their status. It knows nothing that
/// it can't learn again: after a crash it asks the runtime what runs, and the host what should.
/// </summary>
internal sealed class KubeletActor : ReceiveActor, IWithUnboundedStash
{
    private readonly NodeIdentity _identity;
    private readonly EmulatedTimeProvider _time;
    private readonly Dictionary<string, KubeletPod> _pods = [];
    private readonly HashSet<string> _running = [];
    private bool _isShortOfMemory;

    public KubeletActor(NodeIdentity identity, EmulatedTimeProvider time)
    {
        (_identity, _time) = (identity, time);
        Learning();
    }

    public IStash Stash { get; set; } = null!;

    protected override void PreStart() => Context.Parent.Tell(new ListRunning());

    /// <summary>Nothing is decided before it is known what runs already.</summary>
    private void Learning()
    {
        Receive<RunningListed>(listed =>
        {
            _running.UnionWith(listed.Uids);
            Become(Working);
            Stash.UnstashAll();
            Context.Parent.Tell(new ResendPods(_identity.Name));
            Context.Parent.Tell(new RepeatStatus());
        });
        ReceiveAny(_ => Stash.Stash());
    }

    private void Working()
    {
        Receive<SyncPod>(OnSync);
        Receive<DropPod>(OnDrop);
        Receive<PodStatusChanged>(OnStatusChanged);
        Receive<PodEnded>(OnEnded);
        Receive<PodLost>(lost => Revive(lost.Uid));
        Receive<RunningListed>(OnRuntimeStarted);
        Receive<MemoryPressureChanged>(changed => _isShortOfMemory = changed.IsShort);
    }

    private void OnSync(SyncPod sync)
    {
        var pod = sync.Pod;
        var uid = pod.Metadata.Uid;
        if (_pods.TryGetValue(uid, out var known))
        {
            if (pod.Revision <= known.Pod.Revision)
                return;
            known.Pod = pod;
        }
        else
        {
            _pods[uid] = known = new KubeletPod(pod);
        }
        if (pod.Metadata.IsDeleting)
            Stop(known, pod.Metadata.DeletionGracePeriodSeconds ?? 0, delete: true);
        else if (_running.Contains(uid))
            Context.Parent.Tell(new UpdatePod(pod));
        else if (!pod.Pod.IsTerminal && !known.IsRejected)
            Start(known, sync.LastStatus ?? PodStatus.Started(pod));
    }

    private void Start(KubeletPod known, PodStatus? lastStatus)
    {
        if (Refusal(known.Pod) is var (reason, message))
        {
            known.IsRejected = true;
            Context.Parent.Tell(new PodNoticed(known.Pod, Warning: true, reason, message));
            Report(known, PodStatusRules.Rejected(known.Pod, reason, message, _time.GetUtcNow()));
            return;
        }
        _running.Add(known.Pod.Metadata.Uid);
        Context.Parent.Tell(new RunPod(known.Pod, lastStatus));
    }

    private (string Reason, string Message)? Refusal(ApiObject pod) => NodeAdmission.Refusal(
        pod,
        [.. _pods.Values.Where(other => _running.Contains(other.Pod.Metadata.Uid) && other.Pod != pod && !other.Pod.Pod.IsTerminal).Select(other => other.Pod)],
        _identity.Capacity, _isShortOfMemory);

    private void OnDrop(DropPod drop)
    {
        // A kubelet that has just started may not know the pod, though the runtime still runs it.
        if (!_pods.TryGetValue(drop.Pod.Metadata.Uid, out var known))
            _pods[drop.Pod.Metadata.Uid] = known = new KubeletPod(drop.Pod);
        Stop(known, 0, delete: false);
    }

    private void Stop(KubeletPod known, long graceSeconds, bool delete)
    {
        var isNews = !known.IsStopping || graceSeconds < known.GraceSeconds;
        known.IsStopping = true;
        known.DeletesWhenStopped = delete;
        // The first grace counts: what changes about a pod that ends can only shorten it.
        if (!isNews)
            return;
        known.GraceSeconds = graceSeconds;
        if (_running.Contains(known.Pod.Metadata.Uid))
            Context.Parent.Tell(new StopPod(known.Pod.Metadata.Uid, graceSeconds));
        else
            Forget(known);
    }

    private void OnStatusChanged(PodStatusChanged changed)
    {
        if (_pods.TryGetValue(changed.Uid, out var known))
            Report(known, changed.Status);
    }

    private void Report(KubeletPod known, PodStatus status)
    {
        known.LastStatus = status;
        Context.Parent.Tell(new PodStatusReported(known.Pod, status));
    }

    private void OnEnded(PodEnded ended)
    {
        _running.Remove(ended.Uid);
        if (_pods.TryGetValue(ended.Uid, out var known) && known.IsStopping)
            Forget(known);
    }

    private void Forget(KubeletPod known)
    {
        _pods.Remove(known.Pod.Metadata.Uid);
        Context.Parent.Tell(new PodStopped(known.Pod, known.DeletesWhenStopped));
    }

    /// <summary>A pod whose actor died is started again from what was last known of it, as after the death of a process.</summary>
    private void Revive(string uid)
    {
        _running.Remove(uid);
        if (!_pods.TryGetValue(uid, out var known))
            return;
        if (known.IsStopping)
            Forget(known);
        else
            Start(known, known.LastStatus ?? PodStatus.Started(known.Pod));
    }

    /// <summary>The runtime says what runs when it starts: a new one has lost everything.</summary>
    private void OnRuntimeStarted(RunningListed listed)
    {
        foreach (var lost in _running.Except(listed.Uids).ToList())
            Revive(lost);
    }

    private sealed class KubeletPod(ApiObject pod)
    {
        internal ApiObject Pod { get; set; } = pod;
        internal PodStatus? LastStatus { get; set; }
        internal bool IsStopping { get; set; }
        internal long GraceSeconds { get; set; }
        internal bool DeletesWhenStopped { get; set; }
        internal bool IsRejected { get; set; }
    }
}
