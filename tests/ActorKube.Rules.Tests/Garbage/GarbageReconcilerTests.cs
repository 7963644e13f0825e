using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Garbage;
using ActorKube.Rules.Tests.Workloads;
using ActorKube.Rules.Workloads;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Garbage;

/// <summary>https://kubernetes.io/docs/concepts/architecture/garbage-collection/.</summary>
public class GarbageReconcilerTests
{
    private static readonly GarbageReconciler Rule = new(KindCatalogue.BuiltIn);
    private readonly TinyCluster _cluster = new();

    private ApiObject Owner(params string[] finalizers)
    {
        var owner = AReplicaSet("web").WithUid("web-uid");
        foreach (var finalizer in finalizers)
            owner.Finalized(finalizer);
        return _cluster.Put((finalizers.Length > 0 ? owner.Deleting(At.Start, 0) : owner).Build());
    }

    private ApiObject Pod(string name, ApiObject owner) => _cluster.Put(APod(name).Owned(owner).Build());

    private Change[] Wanted(ApiObject item) => [.. Rule.Reconcile(_cluster, item.Key, At.Start).Changes];

    [Fact]
    public void A_dependent_of_a_live_owner_stays() => Assert.Empty(Wanted(Pod("p", Owner())));

    [Fact]
    public void A_dependent_whose_owner_is_gone_is_deleted_in_the_background()
    {
        var pod = Pod("p", AReplicaSet("gone").Stored().Build());
        Assert.Equal([new Change.Delete(pod.Key, pod.Metadata.Uid, pod.Revision)], Wanted(pod));
    }

    [Fact]
    public void An_owner_of_the_same_name_and_another_uid_is_no_owner()
    {
        Owner();
        Assert.IsType<Change.Delete>(Assert.Single(Wanted(Pod("p", AReplicaSet("web").WithUid("older").Build()))));
    }

    [Fact]
    public void With_one_live_owner_only_the_reference_to_the_gone_one_is_taken_away()
    {
        var pod = _cluster.Put(APod("p").Owned(Owner()).Owned(AReplicaSet("gone").Stored().Build(), controller: false).Build());
        _cluster.Reconcile(Rule, pod.Key);
        Assert.Equal(["web-uid"], _cluster.Find(pod.Key)!.Metadata.OwnerReferences.Select(owner => owner.Uid));
    }

    [Fact]
    public void An_owner_of_a_kind_that_is_not_served_counts_as_present()
    {
        var pod = _cluster.Put(APod("p").With("metadata.ownerReferences",
            Json.Tree("""{"x":[{"apiVersion":"example.com/v1","kind":"Thing","name":"t","uid":"u"}]}""")["x"]!.DeepClone()).Build());
        Assert.Empty(Wanted(pod));
    }

    [Fact]
    public void Orphaning_releases_every_dependent_and_then_lets_the_owner_go()
    {
        var owner = Owner("orphan");
        var pods = new[] { Pod("a", owner), Pod("b", owner) };
        _cluster.Reconcile(Rule, owner.Key);
        Assert.All(pods, pod => Assert.Empty(_cluster.Find(pod.Key)!.Metadata.OwnerReferences));
        _cluster.Reconcile(Rule, owner.Key);
        Assert.Empty(_cluster.Find(owner.Key)!.Metadata.Finalizers);
        Assert.All(pods, pod => Assert.Empty(Wanted(_cluster.Find(pod.Key)!)));
    }

    [Fact]
    public void In_the_foreground_dependents_go_first_and_pass_the_order_on()
    {
        var deployment = _cluster.Put(ADeployment("web").WithUid("d").Finalized("foregroundDeletion").Deleting(At.Start, 0).Build());
        var set = _cluster.Put(AReplicaSet("web-1").Owned(deployment).Build());
        var pod = Pod("p", set);
        Assert.Empty(Wanted(deployment));
        Assert.Equal(DeletionPropagation.Foreground, Assert.IsType<Change.Delete>(Assert.Single(Wanted(set))).Propagation);
        _cluster.Remove(pod.Key);
        Assert.Equal(DeletionPropagation.Background, Assert.IsType<Change.Delete>(Assert.Single(Wanted(set))).Propagation);
        _cluster.Remove(set.Key);
        _cluster.Reconcile(Rule, deployment.Key);
        Assert.Empty(_cluster.Find(deployment.Key)!.Metadata.Finalizers);
    }

    [Fact]
    public void The_last_dependent_wakes_a_waiting_owner_and_a_gone_owner_wakes_its_dependents()
    {
        var owner = Owner("foregroundDeletion");
        var pod = Pod("p", owner);
        Assert.Contains(pod.Key, Rule.KeysFor(_cluster, new(owner, null)));
        Assert.Contains(owner.Key, Rule.KeysFor(_cluster, new(pod, null)));
    }
}
