using ActorKube.Rules.Scheduling;
using ActorKube.TestKit.Objects;
using CsCheck;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Scheduling;

/// <summary>Where pods go, as https://kubernetes.io/docs/concepts/scheduling-eviction/ documents it.</summary>
public sealed class PlacementTests
{
    [Fact]
    public void A_pod_goes_to_the_node_with_the_larger_free_share()
    {
        var busy = Holding(ANode("a"), APod("other").Requesting(cpu: "3", memory: "6Gi"));
        var free = Holding(ANode("b"));

        Assert.Equal("b", NodeOf(APod("web").Requesting(cpu: "100m"), busy, free));
    }

    [Fact]
    public void Pods_without_requests_spread_too()
    {
        var one = Holding(ANode("a"), APod("other"));
        Assert.Equal("b", NodeOf(APod("web"), one, Holding(ANode("b"))));
    }

    [Fact]
    public void Equal_nodes_are_taken_in_order_of_their_names() => Assert.Equal("a", NodeOf(APod("web"), Holding(ANode("b")), Holding(ANode("a"))));

    [Theory]
    [InlineData("4", "8Gi", true)]
    [InlineData("4001m", "1Gi", false)]
    [InlineData("1", "8193Mi", false)]
    public void What_a_pod_requests_must_fit_to_the_last_bit(string cpu, string memory, bool fits) =>
        Assert.Equal(fits, Decide(APod("web").Requesting(cpu, memory), Holding(ANode("a"))) is PlacementDecision.Bind);

    [Fact]
    public void What_other_pods_request_counts()
    {
        var node = Holding(ANode("a"), APod("other").Requesting(cpu: "3500m"));
        Assert.Equal("0/1 nodes are available: 1 Insufficient cpu.", WhyNot(APod("web").Requesting(cpu: "600m"), node));
        Assert.Equal("a", NodeOf(APod("web").Requesting(cpu: "500m"), node));
    }

    [Theory]
    [InlineData("""[{ "containerPort": 80, "hostPort": 8080 }]""", false)]
    [InlineData("""[{ "containerPort": 80, "hostPort": 8080, "hostIP": "127.0.0.5" }]""", false)]
    [InlineData("""[{ "containerPort": 80, "hostPort": 8080, "protocol": "UDP" }]""", true)]
    [InlineData("""[{ "containerPort": 8080 }]""", true)]
    [InlineData("""[{ "containerPort": 80, "hostPort": 8081 }]""", true)]
    public void A_port_of_a_node_goes_to_one_pod(string ports, bool fits)
    {
        var node = Holding(ANode("a"), APod("other").Having("ports", """[{ "containerPort": 1, "hostPort": 8080, "protocol": "TCP" }]"""));
        if (fits)
            Assert.Equal("a", NodeOf(APod("web").Having("ports", ports), node));
        else
            Assert.Equal("0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.", WhyNot(APod("web").Having("ports", ports), node));
    }

    [Fact]
    public void A_port_that_was_given_back_is_free()
    {
        var demand = PodDemand.Of(APod("other").Having("ports", """[{ "containerPort": 1, "hostPort": 8080 }]""").Build());
        var node = NodeState.Of(ANode("a").Build()).With(demand).With(demand).Without(demand);
        Assert.Single(node.TakenPorts);
        Assert.Empty(node.Without(demand).TakenPorts);
    }

    [Fact]
    public void An_init_container_counts_with_its_peak()
    {
        var pod = APod("web").Requesting(cpu: "1").InitContainer("prepare", cpu: "5");
        Assert.Equal("0/1 nodes are available: 1 Insufficient cpu.", WhyNot(pod, Holding(ANode("a"))));
    }

    [Fact]
    public void A_node_is_counted_for_each_resource_that_it_lacks() => Assert.Equal(
        "0/2 nodes are available: 2 Insufficient cpu, 2 Insufficient memory.",
        WhyNot(APod("web").Requesting(cpu: "100", memory: "100Gi"), Holding(ANode("a")), Holding(ANode("b"))));

    [Fact]
    public void Extended_resources_are_asked_for_by_their_name()
    {
        Assert.Equal("0/1 nodes are available: 1 Insufficient example.com/dongle.", WhyNot(APod("web").Requesting("example.com/dongle", 3), Holding(ANode("a"))));
        Assert.Equal("b", NodeOf(APod("web").Requesting("example.com/dongle", 3), Holding(ANode("a")), Holding(ANode("b").Offering("example.com/dongle", "4"))));
    }

    [Fact]
    public void A_node_takes_no_more_pods_than_it_allows() =>
        Assert.Equal("0/1 nodes are available: 1 Too many pods.", WhyNot(APod("web"), Holding(ANode("a").With("4", "8Gi", pods: 1), APod("other"))));

    [Fact]
    public void A_selector_wants_every_label()
    {
        var pod = APod("web").OnlyOn("disktype", "ssd").OnlyOn("zone", "west");
        Assert.Equal(
            "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
            WhyNot(pod, Holding(ANode("a").Labelled("disktype", "ssd")), Holding(ANode("b").Labelled("disktype", "hdd").Labelled("zone", "west"))));
        Assert.Equal("c", NodeOf(pod, Holding(ANode("a")), Holding(ANode("c").Labelled("disktype", "ssd").Labelled("zone", "west"))));
    }

    [Theory]
    [InlineData("NoSchedule", null, null, false)]
    [InlineData("NoSchedule", "v", "NoSchedule", true)]
    [InlineData("NoSchedule", "other", "NoSchedule", false)]
    [InlineData("NoSchedule", "v", "NoExecute", false)]
    [InlineData("NoExecute", null, null, false)]
    [InlineData("NoExecute", "v", null, true)]
    [InlineData("PreferNoSchedule", null, null, true)]
    public void A_taint_keeps_pods_away_that_do_not_tolerate_it(string effect, string? toleratedValue, string? toleratedEffect, bool placed)
    {
        var pod = APod("web");
        if (toleratedValue is not null)
            pod.Tolerating("k", toleratedValue, toleratedEffect);
        var decision = Decide(pod, Holding(ANode("a").Tainted("k", effect, "v")));

        Assert.Equal(placed, decision is PlacementDecision.Bind);
        if (!placed)
            Assert.Equal("0/1 nodes are available: 1 node(s) had untolerated taint {k: v}.", ((PlacementDecision.Unschedulable)decision).Message);
    }

    [Fact]
    public void A_toleration_of_everything_tolerates_everything() =>
        Assert.Equal("a", NodeOf(APod("web").With("spec.tolerations", Tree("""[{"operator":"Exists"}]""")), Holding(ANode("a").Tainted("k", "NoExecute"))));

    [Fact]
    public void PreferNoSchedule_is_avoided_while_there_is_another_node() =>
        Assert.Equal("b", NodeOf(APod("web"), Holding(ANode("a").Tainted("k", "PreferNoSchedule")), Holding(ANode("b"), APod("other").Requesting(cpu: "2"))));

    [Fact]
    public void A_cordoned_node_takes_nothing_new() =>
        Assert.Equal("0/1 nodes are available: 1 node(s) were unschedulable.", WhyNot(APod("web"), Holding(ANode("a").Cordoned())));

    [Fact]
    public void Reasons_are_sorted_as_upstream_sorts_them() => Assert.Equal(
        "0/4 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint {k: }, 1 node(s) were unschedulable.",
        WhyNot(
            APod("web").OnlyOn("disk", "ssd").Requesting(cpu: "5"),
            Holding(ANode("a").Cordoned()), Holding(ANode("b").Tainted("k")), Holding(ANode("c")), Holding(ANode("d").Labelled("disk", "ssd"))));

    [Fact]
    public void Without_nodes_the_sentence_says_so() => Assert.Equal("no nodes available to schedule pods", WhyNot(APod("web")));

    [Theory]
    [InlineData("In", """["ssd","nvme"]""", true)]
    [InlineData("NotIn", """["ssd"]""", false)]
    [InlineData("Exists", "[]", true)]
    [InlineData("DoesNotExist", "[]", false)]
    public void Required_affinity_compares_labels(string @operator, string values, bool placed)
    {
        var pod = Required($$"""[{"matchExpressions":[{"key":"disk","operator":"{{@operator}}","values":{{values}}}]}]""");
        Assert.Equal(placed, Decide(pod, Holding(ANode("a").Labelled("disk", "ssd"))) is PlacementDecision.Bind);
    }

    [Theory]
    [InlineData("Gt", "3", true)]
    [InlineData("Gt", "4", false)]
    [InlineData("Lt", "5", true)]
    public void Required_affinity_compares_numbers(string @operator, string bound, bool placed)
    {
        var pod = Required($$"""[{"matchExpressions":[{"key":"cores","operator":"{{@operator}}","values":["{{bound}}"]}]}]""");
        Assert.Equal(placed, Decide(pod, Holding(ANode("a").Labelled("cores", "4"))) is PlacementDecision.Bind);
    }

    [Fact]
    public void Terms_are_alternatives_and_their_expressions_are_not()
    {
        var pod = Required("""
            [{"matchExpressions":[{"key":"disk","operator":"Exists"},{"key":"zone","operator":"Exists"}]},
             {"matchFields":[{"key":"metadata.name","operator":"In","values":["c"]}]}]
            """);
        Assert.Equal("c", NodeOf(pod, Holding(ANode("a").Labelled("disk", "ssd")), Holding(ANode("b").Labelled("zone", "west")), Holding(ANode("c"))));
    }

    [Fact]
    public void A_term_without_requirements_matches_nothing() => Assert.IsType<PlacementDecision.Unschedulable>(Decide(Required("[{}]"), Holding(ANode("a"))));

    [Fact]
    public void Preferred_affinity_weighs_more_than_a_freer_node()
    {
        var pod = APod("web").With("spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution", Tree("""
            [{"weight":1,"preference":{"matchExpressions":[{"key":"label-1","operator":"Exists"}]}},
             {"weight":50,"preference":{"matchExpressions":[{"key":"label-2","operator":"Exists"}]}}]
            """));
        Assert.Equal("b", NodeOf(
            pod, Holding(ANode("a").Labelled("label-1", "x")), Holding(ANode("b").Labelled("label-2", "x"), APod("other").Requesting(cpu: "1")), Holding(ANode("c"))));
    }

    [Fact]
    public void A_pod_is_never_bound_where_it_does_not_fit() =>
        Gen.Select(Gen.Int[0, 4000].Array[1, 6], Gen.Int[1, 5000]).Sample((taken, requested) =>
        {
            var nodes = taken.Select((milli, index) => Holding(ANode($"n{index}"), APod("other").Requesting(cpu: $"{milli}m"))).ToArray();
            var decision = Decide(APod("web").Requesting(cpu: $"{requested}m"), nodes);
            var fitting = taken.Select((milli, index) => (milli, index)).Where(node => node.milli + requested <= 4000).Select(node => $"n{node.index}").ToHashSet();
            return decision is PlacementDecision.Bind(var name) ? fitting.Contains(name) : fitting.Count == 0;
        });

    [Fact]
    public void A_sidecar_runs_beside_the_containers_and_counts_with_them()
    {
        var pod = APod("web").Requesting(cpu: "3").Sidecar("proxy", cpu: "1500m");
        Assert.Equal("0/1 nodes are available: 1 Insufficient cpu.", WhyNot(pod, Holding(ANode("a"))));
    }

    [Fact]
    public void A_node_that_refuses_for_several_rules_is_counted_for_the_first_of_them() => Assert.Equal(
        "0/1 nodes are available: 1 node(s) were unschedulable.",
        WhyNot(APod("web").OnlyOn("disk", "ssd").Requesting(cpu: "100"), Holding(ANode("a").Cordoned().Tainted("k"))));

    [Fact]
    public void A_daemon_may_tolerate_the_cordon() =>
        Assert.Equal("a", NodeOf(APod("web").Tolerating("node.kubernetes.io/unschedulable", effect: "NoSchedule"), Holding(ANode("a").Cordoned())));

    [Fact]
    public void Node_names_can_be_excluded_by_field()
    {
        var pod = Required("""[{"matchFields":[{"key":"metadata.name","operator":"NotIn","values":["a"]}]}]""");
        Assert.Equal("b", NodeOf(pod, Holding(ANode("a")), Holding(ANode("b"), APod("other").Requesting(cpu: "3"))));
    }

    [Fact]
    public void Selector_and_affinity_must_both_match()
    {
        var pod = Required("""[{"matchExpressions":[{"key":"disk","operator":"In","values":["ssd"]}]}]""").OnlyOn("zone", "west");
        Assert.IsType<PlacementDecision.Unschedulable>(Decide(pod, Holding(ANode("a").Labelled("disk", "ssd")), Holding(ANode("b").Labelled("zone", "west"))));
    }

    [Fact]
    public void What_would_be_preferred_is_no_condition()
    {
        var pod = APod("web").With("spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution", Tree(
            """[{"weight":100,"preference":{"matchExpressions":[{"key":"disk","operator":"In","values":["ssd"]}]}}]"""));
        Assert.Equal("a", NodeOf(pod, Holding(ANode("a"))));
    }

    [Fact]
    public void Twelve_equal_pods_are_spread_evenly_over_three_nodes()
    {
        var nodes = new[] { "a", "b", "c" }.ToDictionary(name => name, name => Holding(ANode(name)));
        var pod = APod("web").Container("sidecar");
        for (var index = 0; index < 12; index++)
        {
            var name = NodeOf(pod, [.. nodes.Values]);
            nodes[name] = nodes[name].With(PodDemand.Of(pod.Build()));
        }
        Assert.All(nodes.Values, node => Assert.Equal(4, node.PodCount));
    }

    [Fact]
    public void No_order_of_pods_overfills_a_node()
    {
        var pods = Gen.Select(Gen.Int[0, 2500], Gen.Int[0, 5000], Gen.Bool);
        pods.Array[1, 30].Sample(wanted =>
        {
            var nodes = new[] { "a", "b" }.ToDictionary(name => name, name => Holding(ANode(name).With("4", "8000Mi", pods: 5).Tainted("k", name == "a" ? "NoSchedule" : "PreferNoSchedule")));
            foreach (var (cpu, memory, tolerates) in wanted)
            {
                var pod = APod("web").Requesting(cpu: $"{cpu}m", memory: $"{memory}Mi");
                if (tolerates)
                    pod.Tolerating("k");
                var fitting = nodes.Values.Where(node => (tolerates || node.Name == "b") && node.PodCount < 5
                    && node.Taken["cpu"].Milli + cpu <= 4000 && node.Taken["memory"].Units + (memory * 1048576L) <= 8000 * 1048576L).Select(node => node.Name).ToHashSet();
                if (Decide(pod, [.. nodes.Values]) is PlacementDecision.Bind(var name))
                {
                    Assert.Contains(name, fitting);
                    nodes[name] = nodes[name].With(PodDemand.Of(pod.Build()));
                }
                else
                {
                    Assert.Empty(fitting);
                }
            }
        });
    }

    private static PodBuilder Required(string terms) =>
        APod("web").With("spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms", Tree(terms));

    private static System.Text.Json.Nodes.JsonNode Tree(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!;

    private static NodeState Holding(NodeBuilder node, params PodBuilder[] pods) =>
        pods.Aggregate(NodeState.Of(node.Build()), (state, pod) => state.With(PodDemand.Of(pod.Build())));

    private static PlacementDecision Decide(PodBuilder pod, params NodeState[] nodes) => Placement.Decide(nodes, PendingPod.Of(pod.Build()));

    private static string NodeOf(PodBuilder pod, params NodeState[] nodes) => Assert.IsType<PlacementDecision.Bind>(Decide(pod, nodes)).NodeName;

    private static string WhyNot(PodBuilder pod, params NodeState[] nodes) => Assert.IsType<PlacementDecision.Unschedulable>(Decide(pod, nodes)).Message;
}
