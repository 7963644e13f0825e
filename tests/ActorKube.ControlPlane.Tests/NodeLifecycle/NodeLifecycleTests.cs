using System.Collections.Immutable;
using ActorKube.ControlPlane.NodeLifecycle;
using ActorKube.ControlPlane.Tests.Controllers;
using ActorKube.Model.Kinds;
using ActorKube.Model.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Nodes;
using ActorKube.Protocol.Storage;
using ActorKube.TestKit;
using ActorKube.TestKit.Objects;
using Akka.Actor;
using Akka.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.ControlPlane.Tests.NodeLifecycle;

public class NodeLifecycleTests : ControlPlaneStory
{
    // Nobody is taken for dead by the clock unless a story says so: stories say who is lost.
    private const string Patient = """
        actorkube.control-plane.node-lifecycle { heartbeat-grace = 1h, startup-grace = 1h, check-interval = 20ms }
        """;

    private const string Hasty = """
        actorkube.control-plane.node-lifecycle { heartbeat-grace = 300ms, startup-grace = 300ms, check-interval = 20ms, pod-gc-quarantine = 200ms }
        """;

    private readonly TestProbe _host;
    private IActorRef _lifecycle = ActorRefs.Nobody;

    public NodeLifecycleTests() => _host = CreateTestProbe("worker-1");

    private static ResourceKey N1 => ResourceKey.Node("n1");

    private string Address => $"{_host.Ref.Path.Address}";

    private void Open(string hocon = Patient) => _lifecycle = Sys.ActorOf(NodeLifecycleRoom.Lifecycle(Room(hocon), membership: null), "node-lifecycle");

    private static ReadOnlyMemory<byte> Offer(string name) => ANode(name).Labelled("zone", "a").Build().Json;

    private NodesRegistered Register(string host = "worker-1", long incarnation = 1, params string[] nodes)
    {
        _lifecycle.Tell(new RegisterNodes(host, incarnation, [.. (nodes.Length == 0 ? ["n1"] : nodes).Select(Offer)]), _host);
        return _host.FishForMessage<NodesRegistered>(_ => true);
    }

    private HeartbeatsAcknowledged Beat(long podsSeen = long.MaxValue, long incarnation = 1, bool ready = true, bool isShort = false)
    {
        var beat = new NodeHeartbeat("n1", ready, ready ? "KubeletReady" : "KubeletNotReady", ready ? "kubelet is posting ready status" : "container runtime is down") { IsShortOfMemory = isShort };
        _lifecycle.Tell(new NodeHeartbeats("worker-1", incarnation, new Revision(podsSeen), [beat]), _host);
        return _host.FishForMessage<HeartbeatsAcknowledged>(_ => true);
    }

    private void BeReady()
    {
        Register();
        Beat();
        Until(() => Find(N1)!.Node.IsReady);
    }

    private void Lose() => _lifecycle.Tell(new HostLost(Address));

    private void Bury() => _lifecycle.Tell(new HostGone(Address));

    private void UntilUnknown() => Until(() => Find(N1)!.Node.Ready == "Unknown" && Find(N1)!.Node.Taints.Any(taint => taint.Effect == Taint.NoExecute));

    private static PodBuilder PodOnN1(string name, long tolerates = 0) => APod(name).On("n1").Ready().Stored()
        .Tolerating(Taint.Unreachable, effect: Taint.NoExecute, seconds: tolerates);

    private string? ReadyReason(string field = "reason") => Condition("Ready", field);

    private string? Condition(string type, string field) => (string?)Find(N1)!.ToTree()["status"]!["conditions"]!.AsArray().Single(condition => (string?)condition!["type"] == type)![field];

    [Fact]
    public void A_host_registers_its_node_and_the_first_heartbeat_makes_it_ready()
    {
        StoreOf();
        Open();
        var registered = Register();
        Assert.Equal(7, registered.Epoch);
        Assert.Empty(registered.Refused);
        var node = Find(N1)!;
        Assert.Equal("a", node.Metadata.Labels["zone"]);
        Assert.Equal("False", node.Node.Ready);
        Assert.Equal([new Taint(Taint.NotReady, "", Taint.NoSchedule)], node.Node.Taints.Select(taint => taint with { TimeAdded = null }));

        var acknowledged = Beat();
        Assert.Equal(7, acknowledged.Epoch);
        Assert.Empty(acknowledged.Unknown);
        Until(() => Find(N1)!.Node is { IsReady: true, Taints.IsEmpty: true });
        Assert.Equal("KubeletReady", ReadyReason());
        Until(() => Events.Contains("Normal NodeReady n1: Node n1 status is now: NodeReady"));
    }

    [Fact]
    public void Registering_again_keeps_what_users_put_on_the_node()
    {
        StoreOf(ANode("n1").Labelled("disktype", "ssd").Tainted("gpu", value: "yes").Cordoned().Ready().Stored().Build());
        Open();
        Register();
        var node = Find(N1)!;
        Assert.Equal("ssd", node.Metadata.Labels["disktype"]);
        Assert.Equal("a", node.Metadata.Labels["zone"]);
        Assert.True(node.Node.Unschedulable);
        Assert.Contains(node.Node.Taints, taint => taint.Key == "gpu");
        Assert.True(node.Node.IsReady);
        Until(() => Find(N1)!.Node.Taints.Any(taint => taint.Key == Taint.Unschedulable));
    }

    [Fact]
    public void A_node_of_a_live_host_is_refused_to_another_one()
    {
        StoreOf();
        Open();
        BeReady();
        var refused = Assert.Single(Register(host: "worker-2").Refused);
        Assert.Equal("n1", refused.NodeName);
        Assert.Contains("worker-1", refused.Refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Beat().Unknown);
    }

    [Fact]
    public void A_node_of_a_dead_host_may_be_taken_over()
    {
        StoreOf();
        Open();
        BeReady();
        Lose();
        Assert.Empty(Register(host: "worker-2").Refused);
        Assert.Equal("n1", Assert.Single(Beat().Unknown));
    }

    [Fact]
    public void A_heartbeat_of_an_unknown_node_or_another_start_is_answered_with_unknown()
    {
        StoreOf();
        Open();
        Assert.Equal("n1", Assert.Single(Beat().Unknown));
        Register();
        Assert.Equal("n1", Assert.Single(Beat(incarnation: 2).Unknown));
        Assert.Empty(Beat().Unknown);
    }

    [Fact]
    public void A_silent_node_becomes_unknown_is_tainted_and_its_pods_are_evicted()
    {
        var set = AReplicaSet("web").Stored().Build();
        StoreOf(set, PodOnN1("web-1").Owned(set).Build(), PodOnN1("patient", tolerates: 3600).Owned(set).Build());
        Open(Hasty);
        BeReady();
        UntilUnknown();
        Assert.Equal("NodeStatusUnknown", ReadyReason());
        Assert.Equal("Kubelet stopped posting node status.", ReadyReason("message"));
        Assert.Equal([Taint.NoSchedule, Taint.NoExecute], Find(N1)!.Node.Taints.Where(taint => taint.Key == Taint.Unreachable).Select(taint => taint.Effect));

        Until(() => Find(ResourceKey.Pod("default", "web-1"))!.Metadata.IsDeleting);
        Until(() => Events.Contains("Normal TaintManagerEviction web-1: Marking for deletion Pod default/web-1"));
        Until(() => Find(ResourceKey.Pod("default", "patient"))! is { Metadata.IsDeleting: false, Pod.IsReady: false });
        Until(() => Events.Contains("Normal NodeNotReady n1: Node n1 status is now: NodeNotReady"));
    }

    [Fact]
    public void A_node_that_reports_trouble_is_not_ready_and_tainted_so()
    {
        StoreOf();
        Open();
        BeReady();
        Beat(ready: false);
        Until(() => Find(N1)!.Node.Ready == "False");
        Until(() => Find(N1)!.Node.Taints.Count(taint => taint.Key == Taint.NotReady) == 2);
        Assert.Equal("container runtime is down", ReadyReason("message"));
    }

    [Fact]
    public void A_node_that_is_short_of_memory_says_so_in_its_condition_until_it_is_not()
    {
        StoreOf();
        Open();
        BeReady();
        Beat(isShort: true);
        Until(() => Condition("MemoryPressure", "status") == "True");
        Assert.Equal(("KubeletHasInsufficientMemory", "kubelet has insufficient memory available"), (Condition("MemoryPressure", "reason"), Condition("MemoryPressure", "message")));
        Assert.True(Find(N1)!.Node.IsReady);

        Beat();

        Until(() => Condition("MemoryPressure", "status") == "False");
        Assert.Equal("KubeletHasSufficientMemory", Condition("MemoryPressure", "reason"));
    }

    [Fact]
    public void A_node_that_was_away_is_ready_again_only_once_it_has_seen_what_it_missed()
    {
        StoreOf(PodOnN1("patient", tolerates: 3600).Build());
        Open();
        BeReady();
        Lose();
        UntilUnknown();
        Until(() => !Find(ResourceKey.Pod("default", "patient"))!.Pod.IsReady);

        _lifecycle.Tell(new HostBack(Address));
        AwaitAssert(() => Assert.Equal("n1", Assert.Single(Beat(podsSeen: 1).Resync)));
        Assert.Equal("Unknown", Find(N1)!.Node.Ready);

        Assert.Empty(Beat().Resync);
        Until(() => Find(N1)!.Node is { IsReady: true, Taints.IsEmpty: true });
        Until(() => Find(ResourceKey.Pod("default", "patient"))!.Pod.IsReady);
    }

    [Fact]
    public void A_bare_pod_of_a_silent_node_waits_and_moves_in_one_write_when_the_process_is_gone()
    {
        StoreOf(PodOnN1("bare").Labelled("app", "bare").Build());
        Open();
        BeReady();
        var old = Find(ResourceKey.Pod("default", "bare"))!;
        Lose();
        UntilUnknown();
        Until(() => !Find(old.Key)!.Pod.IsReady);
        Assert.False(Find(old.Key)!.Metadata.IsDeleting);

        Bury();
        Until(() => Find(old.Key) is { } pod && pod.Metadata.Uid != old.Metadata.Uid);
        var moved = Find(old.Key)!;
        Assert.False(moved.Pod.IsBound);
        Assert.Equal("bare", moved.Metadata.Labels["app"]);
        Assert.Equal("nginx:1.27", (string?)Field(moved, "spec.containers.0.image"));
        Until(() => Events.Contains("Normal Migrated bare: Moved from node n1, whose process has left the cluster"));
    }

    [Fact]
    public void With_controlled_only_a_bare_pod_is_evicted_as_upstream_does_and_removed_with_the_process()
    {
        StoreOf(PodOnN1("bare").Build());
        Open(Patient + "\nactorkube.control-plane.node-lifecycle.pod-migration = controlled-only");
        BeReady();
        Lose();
        Until(() => Find(ResourceKey.Pod("default", "bare"))!.Metadata.IsDeleting);
        Bury();
        Until(() => Find(ResourceKey.Pod("default", "bare")) is null);
    }

    [Fact]
    public void Terminating_pods_of_a_gone_process_are_removed_by_force()
    {
        var set = AReplicaSet("web").Stored().Build();
        StoreOf(set, PodOnN1("web-1").Owned(set).Build(), PodOnN1("users", tolerates: 3600).Deleting(At.Start.AddYears(99)).Build());
        Open();
        BeReady();
        Lose();
        Until(() => Find(ResourceKey.Pod("default", "web-1"))!.Metadata.IsDeleting);
        Assert.NotNull(Find(ResourceKey.Pod("default", "users")));
        Bury();
        Until(() => Find(ResourceKey.Pod("default", "web-1")) is null && Find(ResourceKey.Pod("default", "users")) is null);
    }

    [Fact]
    public void Pods_stay_if_the_process_starts_again_before_they_are_due()
    {
        StoreOf(PodOnN1("bare", tolerates: 3600).Build());
        Open();
        BeReady();
        Bury();
        UntilUnknown();
        Register(incarnation: 2);
        AwaitAssert(() => Assert.Empty(Beat(incarnation: 2).Resync));
        Until(() => Find(N1)!.Node.IsReady);
        Until(() => Find(ResourceKey.Pod("default", "bare"))! is { Pod: { NodeName: "n1", IsReady: true }, Metadata.IsDeleting: false });
    }

    [Fact]
    public void Pods_of_a_node_that_does_not_exist_are_removed_after_the_quarantine()
    {
        StoreOf(APod("lost").On("foo-node").Stored().Build());
        Open(Hasty);
        Until(() => Find(ResourceKey.Pod("default", "lost")) is null);
    }

    [Fact]
    public void Pods_of_a_node_whose_object_was_deleted_are_removed_and_the_host_does_not_bring_it_back()
    {
        StoreOf(PodOnN1("web-1").Build());
        Open(Patient + "\nactorkube.control-plane.node-lifecycle.pod-gc-quarantine = 100ms");
        BeReady();
        Write(new DeleteObject(N1));
        Until(() => Find(ResourceKey.Pod("default", "web-1")) is null);
        Assert.Empty(Beat().Unknown);
        Assert.Null(Find(N1));
    }

    [Fact]
    public void After_a_restart_of_the_control_plane_nobody_is_judged_before_the_grace_is_over()
    {
        StoreOf(ANode("n1").Ready().Stored().Annotated("actorkube.io/host", "worker-1").Annotated("actorkube.io/address", "akka.tcp://k@gone:1").Build(),
            PodOnN1("bare").Build());
        Open();
        _lifecycle.Tell(new HostsPresent([]));
        Register("worker-2", 1, "n2");
        Assert.True(Find(N1)!.Node.IsReady);
    }

    [Fact]
    public void A_node_whose_process_never_came_back_after_a_restart_is_gone_when_the_grace_is_over()
    {
        StoreOf(ANode("n1").Ready().Stored().Annotated("actorkube.io/host", "worker-1").Annotated("actorkube.io/address", "akka.tcp://k@gone:1").Build(),
            PodOnN1("bare").Build());
        Open(Hasty);
        _lifecycle.Tell(new HostsPresent([]));
        UntilUnknown();
        Until(() => Find(ResourceKey.Pod("default", "bare")) is { Pod.IsBound: false });
    }
}
