using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.Rules.Tests.Writes.World;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Writes;

public sealed class UpdateTests
{
    private static readonly ResourceKey Web = ResourceKey.Pod("default", "web");

    private readonly World _world = new();

    public UpdateTests() => Put(_world.Create(APod("web").Build()));

    [Fact]
    public void What_is_not_there_cannot_be_changed()
    {
        var missing = ResourceKey.Pod("default", "gone");
        Assert.Equal("pods \"gone\" not found", Refused(_world.Patch(missing, "{}")).Message);
        Assert.Equal("pods \"gone\" not found", Refused(_world.Replace(APod("gone").Build())).Message);
    }

    [Fact]
    public void A_stale_revision_is_a_conflict_and_the_right_one_is_not()
    {
        var revision = _world[Web].Revision;
        var stale = $$"""{"metadata":{"labels":{"a":"b"},"resourceVersion":"{{revision.Value - 1}}"} }""";
        var fresh = $$"""{"metadata":{"labels":{"a":"b"},"resourceVersion":"{{revision}}"} }""";
        Assert.Equal(Refusal.Conflict(Web), Refused(_world.Patch(Web, stale)));
        Assert.Equal("b", Put(_world.Patch(Web, fresh)).Metadata.Labels["a"]);
        Assert.Equal(409, Refused(_world.Patch(Web, fresh)).Code);
    }

    [Fact]
    public void Some_kinds_want_to_hear_which_revision_is_changed()
    {
        var budget = ApiObject.From(KindCatalogue.PodDisruptionBudget, Json.Tree("""
            {"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"b","namespace":"default"},"spec":{"maxUnavailable":1}}
            """));
        Put(_world.Create(budget));
        Assert.Equal(
            "PodDisruptionBudget.policy \"b\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update",
            Refused(_world.Replace(budget)).Message);
    }

    [Fact]
    public void Another_uid_is_a_conflict() => Assert.Equal(
        $"Operation cannot be fulfilled on pods \"web\": Precondition failed: UID in precondition: x, UID in object meta: {_world[Web].Metadata.Uid}",
        Refused(_world.Patch(Web, """{"metadata":{"uid":"x"}}""")).Message);

    [Fact]
    public void What_the_server_owns_stays()
    {
        var before = _world[Web].Metadata;
        _world.Now = At.Minute(5);
        var after = Put(_world.Patch(Web,
            """{"metadata":{"labels":{"a":"b"},"creationTimestamp":null,"generation":7,"selfLink":"/x","managedFields":[]}}"""));
        Assert.Equal(before.CreationTimestamp, after.Metadata.CreationTimestamp);
        Assert.Equal(before.Uid, after.Metadata.Uid);
        Assert.False(after.Metadata.IsDeleting);
        Assert.Null(after.ToTree().At("metadata.selfLink"));
        Assert.Null(after.ToTree().At("metadata.managedFields"));
    }

    [Fact]
    public void An_ordinary_write_leaves_status_alone_and_a_status_write_everything_else()
    {
        Assert.IsType<WriteDecision.Keep>(_world.Patch(Web, """{"status":{"phase":"Running"}}"""));
        var after = Put(_world.Patch(Web, """{"metadata":{"labels":{"a":"b"}},"spec":{"nodeName":"n"},"status":{"phase":"Running"}}""", status: true));
        Assert.Equal("Running", after.Pod.Phase);
        Assert.False(after.Pod.IsBound);
        Assert.Empty(after.Metadata.Labels);
    }

    [Fact]
    public void A_kind_without_status_has_no_status_to_write()
    {
        var happening = new ResourceKey(KindCatalogue.Event, "default", "e");
        Put(_world.Create(happening, Json.Bytes("{}")));
        Assert.Equal(404, Refused(_world.Patch(happening, "{}", status: true)).Code);
    }

    [Theory]
    [InlineData("""{"spec":{"nodeName":"n"}}""", "+ \tNodeName: \"n\",\n")]
    [InlineData("""{"spec":{"hostname":"h"}}""", "+ \tHostname: \"h\",\n")]
    [InlineData("""{"spec":{"containers":[{"name":"main","image":"nginx:1.28","command":["x"]}]}}""", "+ \t\t\tCommand: {\"x\"},\n")]
    public void The_spec_of_a_pod_is_settled(string patch, string changed)
    {
        var fault = Assert.Single(Refused(_world.Patch(Web, patch)).Faults);
        Assert.Equal("spec", fault.Field);
        Assert.StartsWith("Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,", fault.Message);
        Assert.Contains(changed, fault.Message);
    }

    [Fact]
    public void The_image_and_more_tolerations_may_change()
    {
        Put(_world.Replace(APod("web").Running("nginx:1.28").Tolerating("gpu").With("metadata.labels", null).Build()));
        Assert.Equal("nginx:1.28", (string?)_world[Web].ToTree().At("spec.containers.0.image"));
        Assert.Equal(
            "spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds",
            Assert.Single(Refused(_world.Replace(APod("web").Running("nginx:1.28").Build())).Faults).ToString());
    }

    [Fact]
    public void Containers_neither_come_nor_go() => Assert.Equal(
        "spec.containers: Forbidden: pod updates may not add or remove containers",
        Assert.Single(Refused(_world.Replace(APod("web").Container("more").Build())).Faults).ToString());

    [Fact]
    public void Scheduling_gates_only_go()
    {
        var held = ResourceKey.Pod("default", "held");
        Put(_world.Create(APod("held").Gated("a").Gated("b").Build()));
        Assert.Single(Put(_world.Patch(held, """{"spec":{"schedulingGates":[{"name":"b"}]}}""")).Pod.SchedulingGates);
        Assert.Contains("only deletion is allowed, but found new scheduling gate 'c'", Refused(_world.Patch(held, """{"spec":{"schedulingGates":[{"name":"c"}]}}""")).Message);
        Assert.Empty(Put(_world.Patch(held, """{"spec":{"schedulingGates":null}}""")).Pod.SchedulingGates);
    }

    [Fact]
    public void The_order_of_fields_and_the_spelling_of_quantities_are_no_change()
    {
        Put(_world.Create(APod("sized").Requesting(cpu: "500m").Build()));
        Assert.IsType<WriteDecision.Keep>(_world.Replace(APod("sized").Requesting(cpu: "0.5").Build()));
    }
}
