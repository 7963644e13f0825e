using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.Rules.Tests.Writes.World;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Writes;

public sealed class SubresourceTests
{
    private static readonly ResourceKey Web = new(KindCatalogue.Deployment, "default", "web");
    private static readonly ResourceKey Single = ResourceKey.Pod("default", "single");

    private readonly World _world = new();

    [Fact]
    public void The_clusters_own_parts_leave_conditions_alone_that_are_not_theirs_and_a_user_may_take_them_away()
    {
        Put(_world.Create(APod("single").Build()));
        Put(_world.Patch(Single, """{"status":{"conditions":[{"type":"example.com/open","status":"True"},{"type":"Ready","status":"False"}]}}""", status: true));
        const string Ready = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"single","namespace":"default"},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}""";

        var byTheKubelet = Put(_world.Replace(Single, Json.Bytes(Ready), status: true));
        Assert.Equal(["Ready=True", "example.com/open=True"], Conditions(byTheKubelet));
        _world.Options = WriteOptions.Default with { FieldManager = "kubectl-edit" };
        var byAUser = Put(_world.Replace(Single, Json.Bytes(Ready), status: true));
        Assert.Equal(["Ready=True"], Conditions(byAUser));

        static IEnumerable<string> Conditions(ApiObject pod) => pod.ToTree()["status"]!["conditions"]!.AsArray().Select(condition => $"{condition!["type"]}={condition["status"]}");
    }

    [Fact]
    public void A_scale_shows_what_is_wanted_and_what_is_there()
    {
        Put(_world.Create(ADeployment("web").Replicas(2).Build()));
        Put(_world.Patch(Web, """{"status":{"replicas":1}}""", status: true));
        var live = _world[Web];
        Assert.Equal(
            $$$"""{"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"web","namespace":"default","uid":"{{{live.Metadata.Uid}}}","resourceVersion":"{{{live.Revision}}}","creationTimestamp":"2026-01-01T12:00:00Z"},"spec":{"replicas":2},"status":{"replicas":1,"selector":"app=web"}}""",
            ScaleRules.Of(live).ToJsonString());
    }

    [Theory]
    [InlineData(PatchType.Merge, """{"spec":{"replicas":5}}""")]
    [InlineData(PatchType.StrategicMerge, """{"spec":{"replicas":5}}""")]
    [InlineData(PatchType.Json, """[{"op":"test","path":"/spec/replicas","value":2},{"op":"replace","path":"/spec/replicas","value":5}]""")]
    public void A_patched_scale_changes_the_replicas_of_the_workload(PatchType type, string patch)
    {
        Put(_world.Create(ADeployment("web").Replicas(2).Build()));
        var scaled = Put(_world.Patch(Web, type, patch, Subresource.Scale));
        Assert.Equal(5, (int?)scaled.ToTree().At("spec.replicas"));
        Assert.Equal(2, scaled.Metadata.Generation);
        Assert.Equal("Deployment", (string?)scaled.ToTree()["kind"]);
        Assert.IsType<WriteDecision.Keep>(_world.Patch(Web, """{"spec":{"replicas":5}}""", Subresource.Scale));
    }

    [Fact]
    public void A_replaced_scale_is_a_precondition_too()
    {
        Put(_world.Create(ADeployment("web").Build()));
        var scale = ScaleRules.Of(_world[Web]);
        scale["spec"]!["replicas"] = 4;
        Assert.Equal(4, (int?)Put(_world.Replace(Web, Json.Bytes(scale), Subresource.Scale)).ToTree().At("spec.replicas"));
        Assert.Equal(Refusal.Conflict(Web), Refused(_world.Replace(Web, Json.Bytes(scale), Subresource.Scale)));
    }

    [Fact]
    public void A_scale_below_nothing_and_one_of_another_kind_are_refused()
    {
        Put(_world.Create(ADeployment("web").Build()));
        Assert.Equal(
            "Scale.autoscaling \"web\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0",
            Refused(_world.Patch(Web, """{"spec":{"replicas":-1}}""", Subresource.Scale)).Message);
        Assert.Contains("spec.replicas: expected a 32-bit integer", Refused(_world.Patch(Web, """{"spec":{"replicas":"3"}}""", Subresource.Scale)).Message);
        Put(_world.Create(APod("single").Build()));
        Assert.Equal(404, Refused(_world.Patch(Single, """{"spec":{"replicas":3}}""", Subresource.Scale)).Code);
    }

    [Fact]
    public void A_resize_changes_resources_and_nothing_else()
    {
        Put(_world.Create(APod("single").Requesting(cpu: "500m", memory: "64Mi").Build()));
        var resized = Put(_world.Patch(
            Single, PatchType.StrategicMerge, """{"metadata":{"labels":{"a":"b"}},"spec":{"hostname":"h","containers":[{"name":"main","image":"other","resources":{"requests":{"cpu":"750m"}}}]}}""",
            Subresource.Resize));
        Assert.Equal("""{"cpu":"750m","memory":"64Mi"}""", resized.ToTree().At("spec.containers.0.resources.requests")!.ToJsonString());
        Assert.Equal("nginx:1.27", (string?)resized.ToTree().At("spec.containers.0.image"));
        Assert.Null(resized.ToTree().At("spec.hostname"));
        Assert.Empty(resized.Metadata.Labels);
    }

    [Theory]
    [InlineData("""{"requests":{"memory":null}}""", "spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed")]
    [InlineData("""{"requests":{"ephemeral-storage":"1Gi"}}""", "spec.containers[0].resources.requests: Forbidden: only cpu and memory resources are mutable")]
    [InlineData("""{"limits":{"cpu":"500m","memory":"64Mi"}}""", "spec: Invalid value: \"Guaranteed\": Pod QOS Class may not change as a result of resizing")]
    public void A_resize_keeps_to_its_rules(string resources, string fault)
    {
        Put(_world.Create(APod("single").Requesting(cpu: "500m", memory: "64Mi").Build()));
        var patch = $$$"""{"spec":{"containers":[{"name":"main","resources":{{{resources}}}}]}}""";
        Assert.Contains(fault, Refused(_world.Patch(Single, PatchType.StrategicMerge, patch, Subresource.Resize)).Faults.Select(found => found.ToString()));
    }

    [Fact]
    public void A_resize_neither_adds_nor_renames_containers()
    {
        Put(_world.Create(APod("single").Requesting(cpu: "500m").Build()));
        var patch = """{"spec":{"containers":[{"name":"more","image":"x"}]}}""";
        Assert.Equal(
            "spec.containers: Forbidden: pod resize may not add, remove, rename or reorder containers",
            Assert.Single(Refused(_world.Patch(Single, PatchType.StrategicMerge, patch, Subresource.Resize)).Faults).ToString());
    }

    [Fact]
    public void A_namespace_is_finalized_once_it_is_empty()
    {
        var shop = new ResourceKey(KindCatalogue.Namespace, "", "shop");
        Put(_world.Create(ANamespace("shop").Build()));
        Put(_world.Delete(shop));
        Assert.IsType<WriteDecision.Remove>(_world.Replace(shop, Json.Bytes("""{"metadata":{"name":"shop"},"spec":{"finalizers":[]}}"""), Subresource.Finalize));
    }

    [Fact]
    public void Finalizing_a_namespace_that_stays_leaves_everything_else()
    {
        var shop = new ResourceKey(KindCatalogue.Namespace, "", "shop");
        Put(_world.Create(ANamespace("shop").Build()));
        var changed = Put(_world.Replace(shop, Json.Bytes("""{"metadata":{"labels":{"x":"y"}},"spec":{"finalizers":["example.com/more"]}}"""), Subresource.Finalize));
        Assert.Equal("""["example.com/more"]""", changed.ToTree().At("spec.finalizers")!.ToJsonString());
        Assert.False(changed.Metadata.Labels.ContainsKey("x"));
    }

    public static TheoryData<string, string, string> EphemeralFaults => new()
    {
        { "[]", """[{"name":"debug","image":"busybox"}]""", "" },
        { """[{"name":"debug","image":"busybox"}]""", """[{"name":"more","image":"x","targetContainerName":"main"},{"name":"debug","image":"busybox"}]""", "" },
        { """[{"name":"debug","image":"busybox"}]""", "[]", "spec.ephemeralContainers: Forbidden: existing ephemeral containers \"debug\" may not be removed\n" },
        { """[{"name":"debug","image":"busybox"}]""", """[{"name":"debug","image":"alpine"}]""", "spec.ephemeralContainers: Forbidden: existing ephemeral containers \"debug\" may not be changed\n" },
    };

    [Theory]
    [MemberData(nameof(EphemeralFaults))]
    public void Ephemeral_containers_come_and_never_change(string before, string after, string fault)
    {
        var faults = EphemeralContainerRules.Check(PodWith(after), PodWith(before)).Select(found => found.ToString());
        Assert.Equal(fault.Length == 0 ? [] : [fault], faults);
    }

    private static Field PodWith(string ephemeral)
    {
        var pod = APod("single").Build().ToTree();
        pod["spec"]!["ephemeralContainers"] = JsonNode.Parse(ephemeral);
        return Field.Root(pod);
    }
}
