using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.Rules.Tests.Writes.World;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Writes;

public sealed class DeletionTests
{
    private static readonly ResourceKey Web = ResourceKey.Pod("default", "web");
    private static readonly ResourceKey Front = new(KindCatalogue.Deployment, "default", "front");

    private readonly World _world = new();

    [Fact]
    public void A_pod_on_a_node_has_its_grace()
    {
        Put(_world.Create(APod("web").On("worker-1").With("spec.terminationGracePeriodSeconds", 12).Build()));
        var deleting = Put(_world.Delete(Web)).Metadata;
        Assert.Equal(At.Second(12), deleting.DeletionTimestamp);
        Assert.Equal(12, deleting.DeletionGracePeriodSeconds);
    }

    [Fact]
    public void A_second_deletion_only_shortens_the_grace()
    {
        Put(_world.Create(APod("web").On("worker-1").Build()));
        Put(_world.Delete(Web));
        _world.Now = At.Second(5);
        Assert.IsType<WriteDecision.Keep>(_world.Delete(Web));
        Assert.IsType<WriteDecision.Keep>(_world.Delete(Web, grace: 60));
        // The grace counts from the first deletion.
        Assert.Equal(At.Second(8), Put(_world.Delete(Web, grace: 8)).Metadata.DeletionTimestamp);
        Assert.IsType<WriteDecision.Remove>(_world.Delete(Web, grace: 0));
        Assert.False(_world.Has(Web));
    }

    [Fact]
    public void Nobody_waits_for_a_pod_that_runs_nowhere()
    {
        Put(_world.Create(APod("web").Build()));
        Assert.IsType<WriteDecision.Remove>(_world.Delete(Web));
        Put(_world.Create(APod("web").On("worker-1").Build()));
        Put(_world.Patch(Web, """{"status":{"phase":"Succeeded"}}""", status: true));
        Assert.IsType<WriteDecision.Remove>(_world.Delete(Web));
        Put(_world.Create(APod("web").On("worker-1").Build()));
        Assert.IsType<WriteDecision.Remove>(_world.Delete(Web, grace: 0));
    }

    [Fact]
    public void A_finalizer_holds_the_object_until_it_is_taken_away()
    {
        Put(_world.Create(ADeployment("front").Finalized("example.com/hold").Build()));
        var deleting = Put(_world.Delete(Front)).Metadata;
        Assert.Equal(At.Start, deleting.DeletionTimestamp);
        Assert.Equal(0, deleting.DeletionGracePeriodSeconds);
        Assert.Equal(2, deleting.Generation);
        Assert.Contains(
            "no new finalizers can be added if the object is being deleted, found new finalizers []string{\"example.com/more\"}",
            Refused(_world.Patch(Front, """{"metadata":{"finalizers":["example.com/hold","example.com/more"]}}""")).Message);
        Assert.IsType<WriteDecision.Remove>(_world.Patch(Front, """{"metadata":{"finalizers":null}}"""));
    }

    [Fact]
    public void A_pod_outlives_its_last_finalizer_by_its_grace()
    {
        Put(_world.Create(APod("web").On("worker-1").Finalized("example.com/hold").Build()));
        Put(_world.Delete(Web));
        Put(_world.Patch(Web, """{"metadata":{"finalizers":null}}"""));
        Assert.IsType<WriteDecision.Remove>(_world.Delete(Web, grace: 0));
    }

    [Theory]
    [InlineData(DeletionPropagation.Foreground, "foregroundDeletion")]
    [InlineData(DeletionPropagation.Orphan, "orphan")]
    public void Propagation_holds_the_owner_while_dependents_are_seen_to(DeletionPropagation propagation, string finalizer)
    {
        Put(_world.Create(ADeployment("front").Build()));
        var deleting = Put(_world.Delete(Front, propagation: propagation)).Metadata;
        Assert.Equal(finalizer, Assert.Single(deleting.Finalizers));
        Assert.IsType<WriteDecision.Remove>(_world.Delete(Front));
    }

    [Fact]
    public void A_precondition_that_does_not_hold_stops_a_deletion()
    {
        Assert.Equal(404, Refused(_world.Delete(Web)).Code);
        Put(_world.Create(APod("web").Build()));
        Assert.Contains("UID in precondition: x", Refused(_world.Delete(Web, uid: "x")).Message);
        Assert.Contains("ResourceVersion in precondition: 99, ResourceVersion in object meta: 2", Refused(_world.Delete(Web, revision: new(99))).Message);
        Assert.IsType<WriteDecision.Remove>(_world.Delete(Web, uid: _world[Web].Metadata.Uid, revision: _world[Web].Revision));
    }
}
