using ActorKube.Model.Quantities;
using ActorKube.Rules.Scheduling;
using ActorKube.Rules.Scheduling.Scores;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Scheduling;

/// <summary>Each score by the numbers that kube-scheduler's own formulas give.</summary>
public sealed class ScoreTests
{
    [Theory]
    [InlineData("3", "5000", 37, 87)] // a quarter of CPU and half of memory stay free: (25 + 50) / 2, and shares of 3/4 and 1/2
    [InlineData("2", "5000", 50, 100)]
    [InlineData("4", "10000", 0, 100)]
    [InlineData("1", "101", 86, 88)] // each share is rounded down, and their mean again: (75 + 98) / 2
    public void Free_share_and_balance_are_whole_numbers_as_upstream_computes_them(string cpu, string memory, long least, long balanced)
    {
        var node = NodeState.Of(ANode("a").With("4", "10000").Build());
        var pod = PendingPod.Of(APod("web").Requesting(cpu: cpu, memory: memory).Build());

        Assert.Equal(least, new LeastAllocated().Score([node], pod)[0]);
        Assert.Equal(balanced, new BalancedAllocation().Score([node], pod)[0]);
    }

    [Fact]
    public void Each_container_without_requests_counts_a_little_in_the_free_share_and_nothing_else()
    {
        var demand = PodDemand.Of(APod("web").Requesting(memory: "1Gi").Container("second", cpu: "0").Container("third").Build());

        Assert.Equal("200m", demand.NonZeroRequests[ResourceList.Cpu].ToString());
        Assert.Equal("1424Mi", demand.NonZeroRequests[ResourceList.Memory].ToString());
        Assert.Equal("0", demand.Requests[ResourceList.Cpu].ToString());
    }

    [Fact]
    public void A_resource_that_the_node_does_not_offer_has_no_say()
    {
        var node = NodeState.Of(ANode("a").With("0", "1000Mi").Build());
        Assert.Equal(50, new LeastAllocated().Score([node], PendingPod.Of(APod("web").Requesting(memory: "500Mi").Build()))[0]);
    }

    [Fact]
    public void Pods_that_request_nothing_do_not_gather_on_the_best_balanced_node()
    {
        var lopsided = NodeState.Of(ANode("a").Build()).With(PodDemand.Of(APod("other").Requesting(cpu: "2").Build()));
        var scores = new BalancedAllocation().Score([lopsided, NodeState.Of(ANode("b").Build())], PendingPod.Of(APod("web").Build()));
        Assert.Equal([0L, 0L], scores);
    }

    [Fact]
    public void Nodes_to_avoid_are_ranked_by_their_untolerated_taints()
    {
        var nodes = new[] { 0, 1, 3 }.Select(taints => NodeState.Of(Enumerable.Range(0, taints)
            .Aggregate(ANode($"n{taints}").Tainted("tolerated", "PreferNoSchedule"), (node, index) => node.Tainted($"k{index}", "PreferNoSchedule")).Build())).ToList();
        Assert.Equal([100L, 67L, 0L], new PreferUntainted().Score(nodes, PendingPod.Of(APod("web").Tolerating("tolerated").Build())));
    }

    [Fact]
    public void Preferences_add_up_and_the_best_node_gets_the_most()
    {
        var preferred = System.Text.Json.Nodes.JsonNode.Parse("""
            [{"weight":1,"preference":{"matchExpressions":[{"key":"x","operator":"Exists"}]}},
             {"weight":2,"preference":{"matchExpressions":[{"key":"y","operator":"Exists"}]}}]
            """);
        var pod = PendingPod.Of(APod("web").With("spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution", preferred).Build());
        NodeBuilder[] nodes = [ANode("a"), ANode("b").Labelled("x", ""), ANode("c").Labelled("y", ""), ANode("d").Labelled("x", "").Labelled("y", "")];
        Assert.Equal([0L, 33L, 66L, 100L], new PreferredNodeAffinity().Score([.. nodes.Select(node => NodeState.Of(node.Build()))], pod));
    }
}
