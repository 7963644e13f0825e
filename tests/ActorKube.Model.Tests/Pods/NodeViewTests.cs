using ActorKube.Model.Nodes;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Model.Tests.Pods;

public sealed class NodeViewTests
{
    [Fact]
    public void What_scheduling_decides_by_is_read()
    {
        var node = ANode("worker-1").With(cpu: "2", memory: "4Gi", pods: 10).Offering("example.com/gpu", "1")
            .Tainted("a", Taint.NoExecute, "x", since: TestKit.At.Second(3)).Cordoned().Ready().Build().Node;
        Assert.Equal("cpu=2,example.com/gpu=1,memory=4Gi,pods=10", node.Allocatable.ToString());
        Assert.Equal(new Taint("a", "x", Taint.NoExecute, TestKit.At.Second(3)), Assert.Single(node.Taints));
        Assert.True(node is { Unschedulable: true, IsReady: true });
        Assert.Equal("Unknown", ANode("n").Ready().Silent().Build().Node.Ready);
        Assert.Equal("", ANode("n").Build().Node.Ready);
    }

    [Theory]
    [InlineData("", "Exists", "", "", true)]
    [InlineData("", "Equal", "", "", false)]
    [InlineData("a", "Exists", "", "", true)]
    [InlineData("a", "Equal", "x", "", true)]
    [InlineData("a", "Equal", "y", "", false)]
    [InlineData("a", "Exists", "", "NoSchedule", false)]
    [InlineData("a", "Exists", "", "NoExecute", true)]
    [InlineData("b", "Exists", "", "", false)]
    public void A_toleration_covers_a_taint_by_key_value_and_effect(string key, string @operator, string value, string effect, bool covers) =>
        Assert.Equal(covers, new Model.Pods.Toleration(key, @operator, value, effect, null).Tolerates(new Taint("a", "x", Taint.NoExecute)));
}
