using ActorKube.Model.Objects;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.Rules.Tests.Writes.World;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Writes;

public sealed class BindingTests
{
    private static readonly ResourceKey Web = ResourceKey.Pod("default", "web");

    private readonly World _world = new();

    [Fact]
    public void A_bound_pod_has_a_node_and_is_scheduled()
    {
        Put(_world.Create(APod("web").Build()));
        Put(_world.Patch(Web, """{"status":{"conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable"}]}}""", status: true));
        _world.Now = At.Second(3);
        var bound = Put(_world.Bind(Web, "worker-1", _world[Web].Metadata.Uid));
        Assert.Equal("worker-1", bound.Pod.NodeName);
        Assert.Equal(
            """[{"type":"PodScheduled","status":"True","lastTransitionTime":"2026-01-01T12:00:03Z"}]""", bound.ToTree().At("status.conditions")!.ToJsonString());
    }

    [Fact]
    public void A_pod_is_bound_once()
    {
        Put(_world.Create(APod("web").On("worker-1").Build()));
        Assert.Equal(
            "Operation cannot be fulfilled on pods/binding \"web\": pod web is already assigned to node \"worker-1\"", Refused(_world.Bind(Web, "worker-2")).Message);
    }

    [Fact]
    public void Another_pod_of_the_name_is_not_bound()
    {
        Put(_world.Create(APod("web").Build()));
        Assert.Contains("Precondition failed: UID in precondition: other", Refused(_world.Bind(Web, "worker-1", "other")).Message);
    }

    [Fact]
    public void A_gated_pod_and_a_deleted_pod_are_not_bound()
    {
        Put(_world.Create(APod("web").Gated("quota").Finalized("example.com/hold").Build()));
        Assert.EndsWith("pod web has non-empty .spec.schedulingGates", Refused(_world.Bind(Web, "worker-1")).Message);
        Put(_world.Delete(Web));
        Assert.EndsWith("pod web is being deleted, cannot be assigned to a host", Refused(_world.Bind(Web, "worker-1")).Message);
    }

    [Fact]
    public void A_binding_needs_a_pod_and_a_node()
    {
        Assert.Equal(404, Refused(_world.Bind(Web, "worker-1")).Code);
        Put(_world.Create(APod("web").Build()));
        Assert.Equal("Binding \"web\" is invalid: target.name: Required value", Refused(_world.Bind(Web, "")).Message);
    }
}
