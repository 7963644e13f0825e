using ActorKube.Model.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Nodes;
using ActorKube.TestKit;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Nodes;

/// <summary>https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions.</summary>
public class TaintEvictionTests
{
    private static readonly Taint Unreachable = new(Taint.Unreachable, "", Taint.NoExecute, At.Start);

    public static TheoryData<string, PodBuilder, double?> Cases => new()
    {
        { "not tolerated: now", APod("p"), double.MinValue },
        { "tolerated for ever: never", APod("p").Tolerating(Taint.Unreachable), null },
        { "tolerated for seconds: that long after the taint", APod("p").Tolerating(Taint.Unreachable, effect: Taint.NoExecute, seconds: 300), 300 },
        { "zero seconds: at once", APod("p").Tolerating(Taint.Unreachable, seconds: 0), 0 },
        { "negative seconds: at once", APod("p").Tolerating(Taint.Unreachable, seconds: -5), 0 },
        { "the first toleration that covers the taint counts", APod("p").Tolerating(Taint.Unreachable, seconds: 9).Tolerating(Taint.Unreachable), 9 },
        { "another taint's toleration doesn't help", APod("p").Tolerating(Taint.NotReady), double.MinValue },
        { "the empty key tolerates everything", APod("p").Tolerating("", seconds: 7), 7 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tolerations_say_how_long_a_pod_stays(string rule, PodBuilder pod, double? due)
    {
        DateTimeOffset? expected = due switch { null => null, double.MinValue => DateTimeOffset.MinValue, { } seconds => At.Second(seconds) };
        Assert.True(expected == TaintEviction.DueAt(pod.Build().Pod.Tolerations, [Unreachable]), rule);
    }

    [Fact]
    public void Of_several_taints_the_earliest_counts_and_only_NoExecute_evicts()
    {
        var pod = APod("p").Tolerating("a", seconds: 100).Tolerating("b", seconds: 10).Build().Pod;
        Assert.Equal(At.Second(60), TaintEviction.DueAt(pod.Tolerations,
            [new("a", "", Taint.NoExecute, At.Start), new("b", "", Taint.NoExecute, At.Second(50)), new("c", "", Taint.NoSchedule)]));
        Assert.Null(TaintEviction.DueAt(pod.Tolerations, []));
    }

    private static readonly ApiObject Set = AReplicaSet("web").Stored().Build();

    private static PodBuilder Bare => APod("p").On("n").Ready();

    public static TheoryData<string, PodBuilder, NodeBuilder, HostPresence, PodMigration, PodFate> Fates => new()
    {
        { "due, controlled, silent", Bare.Owned(Set), Silent, HostPresence.Lost, PodMigration.All, PodFate.Evict },
        { "due, controlled, dead", Bare.Owned(Set), Silent, HostPresence.Gone, PodMigration.All, PodFate.Remove },
        { "due, bare, silent: waits", Bare, Silent, HostPresence.Lost, PodMigration.All, PodFate.Stay },
        { "due, bare, dead: moves", Bare, Silent, HostPresence.Gone, PodMigration.All, PodFate.Move },
        { "due, bare, silent, as upstream", Bare, Silent, HostPresence.Lost, PodMigration.ControlledOnly, PodFate.Evict },
        { "due, bare, dead, as upstream", Bare, Silent, HostPresence.Gone, PodMigration.ControlledOnly, PodFate.Remove },
        { "not due", Bare.Tolerating(Taint.Unreachable, seconds: 300), Silent, HostPresence.Gone, PodMigration.All, PodFate.Stay },
        { "terminating on a silent node: its kubelet may still stop it", Bare.Deleting(At.Minute(1)), Silent, HostPresence.Lost, PodMigration.All, PodFate.Stay },
        { "terminating on a dead node, even if tolerated", Bare.Tolerating("").Deleting(At.Minute(1)), Silent, HostPresence.Gone, PodMigration.All, PodFate.Remove },
        { "bare and ended", APod("p").On("n").Phase("Succeeded"), Silent, HostPresence.Gone, PodMigration.All, PodFate.Stay },
        {
            "a user's own NoExecute taint on a live node evicts bare pods too", Bare,
            ANode("n").Ready().Tainted("maintenance", Taint.NoExecute, since: At.Start), HostPresence.Present, PodMigration.All, PodFate.Evict
        },
        { "a healthy node", Bare, ANode("n").Ready(), HostPresence.Present, PodMigration.All, PodFate.Stay },
    };

    private static NodeBuilder Silent => ANode("n").Silent().Tainted(Taint.Unreachable, Taint.NoExecute, since: At.Start);

    [Theory]
    [MemberData(nameof(Fates))]
    public void What_becomes_of_a_pod(string story, PodBuilder pod, NodeBuilder node, HostPresence presence, PodMigration migration, PodFate expected) =>
        Assert.True(expected == PodFates.OnNode(pod.Build(), node.Build().Node, presence, migration, At.Second(1)), story);

    [Fact]
    public void A_moved_pod_keeps_what_its_user_wrote_and_nothing_that_the_cluster_set()
    {
        var pod = APod("p").Labelled("app", "p").Annotated("note", "x").On("n").Ready().Generation(3).Stored().Build();
        var moved = MovedPod.From(pod);
        Assert.Equal(["name", "namespace", "labels", "annotations"], moved["metadata"]!.AsObject().Select(field => field.Key));
        Assert.Null(moved["status"]);
        Assert.Null(moved.At("spec.nodeName"));
        Assert.Equal("nginx:1.27", (string?)moved.At("spec.containers.0.image"));
    }
}
