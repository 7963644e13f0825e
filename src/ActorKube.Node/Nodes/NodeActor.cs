using ActorKube.Model.Time;
using ActorKube.Node.Configuration;
using ActorKube.Node.Sessions;
using ActorKube.Protocol.Nodes;
using Akka.Actor;

namespace ActorKube.Node.Nodes;

/// <summary>
/// One node: the parent of its kubelet and its runtime, and the way between them and the host. A kubelet that crashes is started again and the pods live
/// on; a runtime that crashes takes its pods with it; a node that crashes loses both.
/// </summary>
internal sealed class NodeActor : ReceiveActor
{
    private readonly IActorRef _kubelet;
    private readonly IActorRef _runtime;

    public NodeActor(NodeIdentity identity, NodeHostSettings settings, EmulatedTimeProvider time)
    {
        _runtime = Context.ActorOf(Props.Create(typeof(RuntimeActor), identity, settings, time), "runtime");
        _kubelet = Context.ActorOf(Props.Create(typeof(KubeletActor), identity, time), "kubelet");
        Receive<SyncPod>(_kubelet.Forward);
        Receive<DropPod>(_kubelet.Forward);
        Receive<RunPod>(_runtime.Forward);
        Receive<UpdatePod>(_runtime.Forward);
        Receive<StopPod>(_runtime.Forward);
        Receive<ListRunning>(_runtime.Forward);
        Receive<LookAround>(_runtime.Forward);
        Receive<MemoryPressureChanged>(changed =>
        {
            _kubelet.Forward(changed);
            Context.Parent.Forward(changed);
        });
        Receive<RepeatStatus>(_runtime.Forward);
        Receive<PodSessionRequest>(_runtime.Forward);
        Receive<RunningListed>(_kubelet.Forward);
        Receive<PodStatusChanged>(_kubelet.Forward);
        Receive<PodEnded>(_kubelet.Forward);
        Receive<PodLost>(_kubelet.Forward);
        Receive<ResendPods>(Context.Parent.Forward);
        Receive<PodStatusReported>(Context.Parent.Forward);
        Receive<PodStopped>(Context.Parent.Forward);
        Receive<PodNoticed>(Context.Parent.Forward);
        Receive<FollowObjects>(Context.Parent.Forward);
        Receive<NodeImagesChanged>(Context.Parent.Forward);
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);
}
