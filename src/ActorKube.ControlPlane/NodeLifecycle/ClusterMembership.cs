using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;

namespace ActorKube.ControlPlane.NodeLifecycle;

/// <summary>Tells the node lifecycle what Akka.Cluster says about the processes that host nodes.</summary>
internal sealed class ClusterMembership : ReceiveActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly IActorRef _lifecycle = Context.Parent;

    public ClusterMembership()
    {
        Receive<ClusterEvent.CurrentClusterState>(OnCurrentState);
        Receive<ClusterEvent.UnreachableMember>(unreachable => _lifecycle.Tell(new HostLost($"{unreachable.Member.Address}")));
        Receive<ClusterEvent.ReachableMember>(reachable => _lifecycle.Tell(new HostBack($"{reachable.Member.Address}")));
        Receive<ClusterEvent.MemberDowned>(downed => _lifecycle.Tell(new HostLost($"{downed.Member.Address}")));
        Receive<ClusterEvent.MemberRemoved>(removed => _lifecycle.Tell(new HostGone($"{removed.Member.Address}")));
        Receive<ClusterEvent.IMemberEvent>(_ => { });
    }

    protected override void PreStart() => _cluster.Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot,
        typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void OnCurrentState(ClusterEvent.CurrentClusterState state)
    {
        _lifecycle.Tell(new HostsPresent([.. state.Members.Select(member => $"{member.Address}")]));
        foreach (var member in state.Unreachable)
            _lifecycle.Tell(new HostLost($"{member.Address}"));
    }
}
