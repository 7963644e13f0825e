using ActorKube.Model.Nodes;
using ActorKube.Rules.Nodes;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Nodes;

/// <summary>https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions.</summary>
public class NodeTaintsTests
{
    private static readonly DateTimeOffset Now = At.Second(10);
    private static readonly Taint Users = new("gpu", "yes", Taint.NoSchedule);

    [Theory]
    [InlineData("True", false, "gpu")]
    [InlineData("True", true, "gpu node.kubernetes.io/unschedulable:NoSchedule")]
    [InlineData("False", false, "gpu node.kubernetes.io/not-ready:NoSchedule node.kubernetes.io/not-ready:NoExecute")]
    [InlineData("Unknown", false, "gpu node.kubernetes.io/unreachable:NoSchedule node.kubernetes.io/unreachable:NoExecute")]
    public void The_condition_decides_the_taints_and_a_users_own_stay(string ready, bool cordoned, string expected) =>
        Assert.Equal(expected, string.Join(' ', NodeTaints.Wanted([Users], ready, cordoned, Now).Select(taint => taint == Users ? "gpu" : $"{taint.Key}:{taint.Effect}")));

    [Fact]
    public void A_taint_that_is_there_keeps_its_time()
    {
        var since = new Taint(Taint.Unreachable, "", Taint.NoExecute, At.Start);
        Assert.Contains(since, NodeTaints.Wanted([since], "Unknown", false, Now));
    }

    [Fact]
    public void Not_ready_gives_way_to_unreachable()
    {
        var taints = NodeTaints.Wanted(NodeTaints.Wanted([], "False", false, At.Start), "Unknown", false, Now);
        Assert.All(taints, taint => Assert.Equal(new(Taint.Unreachable, Now), (taint.Key, taint.TimeAdded)));
    }
}
