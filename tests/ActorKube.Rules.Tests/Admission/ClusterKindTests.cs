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
                "metadata.taints[1]: Duplicate value: core.Taint{Key:\"a\", Value:\"\", Effect:\"NoSchedule\", TimeAdded:<nil>}: taints must be unique by key and effect pair",
                "metadata.taints[2].effect: Required value",
                "metadata.taints[3].effect: Unsupported value: \"Go\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"",
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
            "status.capacity.cpu: Invalid value: \"-1\": must be greater than or equal to 0",
            Assert.Single(World.Refused(_world.Patch(ResourceKey.Node("worker-1"), """{"status":{"capacity":{"cpu":"-1"}}}""", status: true)).Faults).ToString());
    }

    [Fact]
    public void A_namespace_keeps_finalizers_of_its_own_beside_that_of_the_cluster()
    {
        Assert.Equal(
            """["a.b/c","kubernetes"]""",
            Admitted.New(KindCatalogue.Namespace, """{"spec":{"finalizers":["a.b/c"]},"status":{"phase":"Terminating"}}""").At("spec.finalizers")!.ToJsonString());
        Assert.Equal(
            ["spec.finalizers[0]: Invalid value: \"odd\": name is neither a standard finalizer name nor is it fully qualified"],
            Admitted.Faults(KindCatalogue.Namespace, """{"spec":{"finalizers":["odd"]}}"""));
    }

    [Fact]
    public void A_namespace_is_active_until_it_is_deleted() => Assert.Equal(
        ["status.Phase: Invalid value: \"Terminating\": may only be 'Active' if `deletionTimestamp` is empty"],
        Admitted.StatusFaults(KindCatalogue.Namespace, "{}", """{"phase":"Terminating"}"""));

    [Fact]
    public void A_namespace_that_is_deleted_is_terminating_until_its_last_finalizer_is_gone()
    {
        var key = new ResourceKey(KindCatalogue.Namespace, "", "shop");
        World.Put(_world.Create(ANamespace("shop").Build()));
        World.Put(_world.Delete(key));
        Assert.Equal(
            ["status.Phase: Invalid value: \"Active\": may only be 'Terminating' if `deletionTimestamp` is not empty"],
            World.Refused(_world.Patch(key, """{"status":{"phase":"Active"}}""", status: true)).Faults.Select(fault => fault.ToString()));
        Assert.Equal(
            ["spec.finalizers[0]: Invalid value: \"odd\": name is neither a standard finalizer name nor is it fully qualified"],
            World.Refused(_world.Replace(key, Json.Bytes("""{"spec":{"finalizers":["odd"]}}"""), Subresource.Finalize)).Faults.Select(fault => fault.ToString()));
        Assert.IsType<Rules.Writes.WriteDecision.Remove>(_world.Replace(key, Json.Bytes("""{"spec":{"finalizers":[]}}"""), Subresource.Finalize));
    }

    [Fact]
    public void Pods_may_use_all_that_a_node_has_unless_it_says_otherwise() => Assert.Equal(
        """{"cpu":"2"}""", Admitted.New(KindCatalogue.Node, """{"status":{"capacity":{"cpu":"2"}}}""").At("status.allocatable")!.ToJsonString());

    [Theory]
    [InlineData("""{"podCIDR":"10.0.0.0/24"}""", """{"podCIDR":"10.0.0.0/24","podCIDRs":["10.0.0.0/24"]}""")]
    [InlineData("""{"podCIDRs":["10.0.0.0/24","fd00::/64"]}""", """{"podCIDRs":["10.0.0.0/24","fd00::/64"],"podCIDR":"10.0.0.0/24"}""")]
    [InlineData("""{"podCIDR":"10.0.1.0/24","podCIDRs":["10.0.0.0/24"]}""", """{"podCIDR":"10.0.1.0/24","podCIDRs":["10.0.1.0/24"]}""")]
    public void The_networks_of_a_node_stand_in_an_old_field_and_in_a_new_one(string spec, string stored) =>
        Assert.Equal(stored, Admitted.New(KindCatalogue.Node, $$"""{"spec":{{spec}}}""")["spec"]!.ToJsonString());

    [Fact]
    public void A_node_has_one_network_of_each_family() => Assert.Equal(
        [
            "spec.podCIDRs[1]: Invalid value: \"x\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)",
            "spec.podCIDRs: Invalid value: []string{\"10.0.0.0/24\", \"x\", \"10.0.1.0/24\"}: may specify no more than one CIDR for each IP family",
        ],
        Admitted.Faults(KindCatalogue.Node, """{"spec":{"podCIDRs":["10.0.0.0/24","x","10.0.1.0/24"]}}"""));

    [Fact]
    public void The_network_and_the_provider_of_a_node_are_said_once()
    {
        const string Said = """{"spec":{"podCIDR":"10.0.0.0/24","providerID":"a"}}""";
        Assert.Equal(
            [
                "spec.podCIDRs: Forbidden: node updates may not change podCIDR except from \"\" to valid",
                "spec.providerID: Forbidden: node updates may not change providerID except from \"\" to valid",
            ],
            Admitted.UpdateFaults(KindCatalogue.Node, Said, """{"spec":{"podCIDR":"10.0.1.0/24","providerID":"b"}}"""));
        Assert.Equal("a", (string?)Admitted.Replaced(KindCatalogue.Node, "{}", Said).At("spec.providerID"));
    }

    [Fact]
    public void A_faulty_status_of_a_node_is_refused() => Assert.Equal(
        [
            "status.capacity.pods: Invalid value: \"500m\": must be an integer",
            "status.addresses[1]: Duplicate value: core.NodeAddress{Type:\"InternalIP\", Address:\"10.0.0.1\"}",
        ],
        Admitted.StatusFaults(KindCatalogue.Node, "{}",
            """{"capacity":{"pods":"500m"},"allocatable":{},"addresses":[{"type":"InternalIP","address":"10.0.0.1"},{"type":"InternalIP","address":"10.0.0.1"}]}"""));
}
