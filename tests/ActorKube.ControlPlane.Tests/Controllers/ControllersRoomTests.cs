using ActorKube.ControlPlane.Controllers;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.ControlPlane.Tests.Controllers;

public class ControllersRoomTests : ControlPlaneStory
{
    private static readonly ResourceKey Web = new(KindCatalogue.Deployment, "default", "web");

    private void Open() => Sys.ActorOf(ControllersRoom.Open(KindCatalogue.BuiltIn).Open(Room()), "controllers");

    [Fact]
    public void A_deployment_becomes_pods_and_deleting_it_takes_everything_away()
    {
        StoreOf();
        Open();
        Create(ADeployment("web").Replicas(12).Build());
        Until(() => All(KindCatalogue.Pod).Count == 12);
        Until(() => (int?)Field(Find(Web), "status.replicas") == 12);
        Until(() => Events.Any(line => line.StartsWith("Normal ScalingReplicaSet web: Scaled up replica set web-", StringComparison.Ordinal)
            && line.EndsWith("from 0 to 12", StringComparison.Ordinal)));
        Until(() => Events.Any(line => line.Contains("SuccessfulCreate", StringComparison.Ordinal)));

        Write(new DeleteObject(Web));
        Until(() => All(KindCatalogue.Pod).Count + All(KindCatalogue.ReplicaSet).Count == 0);
    }

    [Fact]
    public void It_begins_with_what_is_there_already()
    {
        var orphan = APod("orphan").Owned(AReplicaSet("long-gone").Stored().Build()).Stored().Build();
        StoreOf(AReplicaSet("web").Replicas(2).Stored().Build(), orphan);
        Open();
        Until(() => All(KindCatalogue.Pod).Count(pod => pod.Metadata.Labels.ContainsKey("app")) == 2 && Find(orphan.Key) is null);
    }

    [Fact]
    public void A_poisoned_object_gets_an_event_and_stops_nobody_else()
    {
        // Admission never lets such a bound in; a store that was written by hand may hold one.
        StoreOf(ADeployment("bad").Rolling("many", "few").Stored().Build());
        Open();
        Create(ADeployment("web").Replicas(2).Build());
        Until(() => All(KindCatalogue.Pod).Count == 2);
        Until(() => Events.Any(line => line.StartsWith("Warning FailedReconcile bad:", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_refused_change_is_told_and_tried_again()
    {
        // Its template was valid once; the rules have become stricter.
        StoreOf(AReplicaSet("web").Of(APod("web").Labelled("app", "web").With("spec.restartPolicy", "Sometimes")).Stored().Build());
        Open();
        Until(() => Events.Any(line => line.StartsWith("Warning FailedCreate web: Error creating: Pod \"web-", StringComparison.Ordinal)));
        Until(() => (string?)Field(Find(new(KindCatalogue.ReplicaSet, "default", "web")), "status.conditions.0.reason") == "FailedCreate");
    }

    [Fact]
    public void Orphaning_keeps_the_pods_and_takes_their_owner_away()
    {
        StoreOf();
        Open();
        var set = Create(AReplicaSet("web").Replicas(3).Build());
        Until(() => All(KindCatalogue.Pod).Count == 3);
        Write(new DeleteObject(set.Key, Propagation: Propagation.Orphan));
        Until(() => Find(set.Key) is null);
        Assert.All(All(KindCatalogue.Pod), pod => Assert.Empty(pod.Metadata.OwnerReferences));
        Assert.Equal(3, All(KindCatalogue.Pod).Count);
    }

    [Fact]
    public void Foreground_deletion_waits_for_the_last_pod()
    {
        StoreOf();
        Open();
        var set = Create(AReplicaSet("web").Replicas(2).Build());
        Until(() => All(KindCatalogue.Pod).Count == 2);
        var held = All(KindCatalogue.Pod)[0];
        Patch(held.Key, """{"metadata":{"finalizers":["example.com/wait"]}}""");
        Write(new DeleteObject(set.Key, Propagation: Propagation.Foreground));

        Until(() => All(KindCatalogue.Pod).Count == 1);
        Assert.NotNull(Find(set.Key));
        Patch(held.Key, """{"metadata":{"finalizers":null}}""");
        Until(() => Find(set.Key) is null && All(KindCatalogue.Pod).Count == 0);
    }

    [Fact]
    public void A_namespace_goes_when_its_contents_are_gone()
    {
        StoreOf();
        Open();
        var home = Create(ANamespace("team").Build());
        Create(ADeployment("web").In("team").Replicas(3).Build());
        Until(() => All(KindCatalogue.Pod).Count == 3);
        Write(new DeleteObject(home.Key));
        Until(() => Find(home.Key) is null);
        Assert.Empty(All(KindCatalogue.Pod));
        Assert.Empty(All(KindCatalogue.Deployment));
    }
}
