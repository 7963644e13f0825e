using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Tests.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Admission;

public sealed class ClusterKindTests
{
    private readonly World _world = new();

    [Fact]
    public void A_namespace_is_active_labelled_with_its_name_and_held_by_the_cluster()
    {
        var made = World.Put(_world.Create(ANamespace("shop").Build()));
        Assert.Equal("shop", made.Metadata.Labels["kubernetes.io/metadata.name"]);
        Assert.Equal("""{"finalizers":["kubernetes"]}""", made.ToTree()["spec"]!.ToJsonString());
        Assert.Equal("""{"phase":"Active"}""", made.ToTree()["status"]!.ToJsonString());
    }

    [Fact]
    public void A_namespace_has_no_dots_in_its_name() => Assert.Contains(
        "a lowercase RFC 1123 label must consist of", World.Refused(_world.Create(ANamespace("a.b").Build())).Message);

    [Fact]
    public void A_node_brings_its_capacity_along()
    {
        var node = World.Put(_world.Create(ANode("worker-1").Build()));
        Assert.Equal("110", (string?)node.ToTree().At("status.capacity.pods"));
    }

    [Fact]
    public void A_faulty_taint_is_refused()
    {
        var taints = JsonNode.Parse("""[{"key":"a","effect":"NoSchedule"},{"key":"a","effect":"NoSchedule"},{"key":"b"},{"key":"c","effect":"Go"}]""");
        Assert.Equal(
            [
                "spec.taints[1]: Duplicate value: \"a:NoSchedule\": taints must be unique by key and effect pair",
                "spec.taints[2].effect: Required value",
                "spec.taints[3].effect: Unsupported value: \"Go\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"",
            ],
            World.Refused(_world.Create(ANode("worker-1").With("spec.taints", taints).Build())).Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void A_cluster_scoped_object_has_no_namespace() => Assert.Contains(
        "metadata.namespace: Forbidden: not allowed on this type",
        World.Refused(_world.Create(new ResourceKey(KindCatalogue.Node, "", "worker-1"), Json.Bytes("""{"metadata":{"name":"worker-1","namespace":"default"}}"""))).Message);

    [Theory]
    [InlineData("default", true)]
    [InlineData("", true)]
    [InlineData("shop", false)]
    public void An_event_lives_where_its_object_does(string about, bool accepted)
    {
        var key = new ResourceKey(KindCatalogue.Event, "default", "web.1");
        var decision = _world.Create(key, Json.Bytes($$$"""{"involvedObject":{"namespace":"{{{about}}}"}}"""));
        Assert.Equal(accepted, decision is Rules.Writes.WriteDecision.Put);
    }

    [Fact]
    public void A_node_has_no_less_than_nothing()
    {
        World.Put(_world.Create(ANode("worker-1").Build()));
        Assert.Equal(
            "status.capacity[cpu]: Invalid value: \"-1\": must be greater than or equal to 0",
            Assert.Single(World.Refused(_world.Patch(ResourceKey.Node("worker-1"), """{"status":{"capacity":{"cpu":"-1"}}}""", status: true)).Faults).ToString());
    }
}
