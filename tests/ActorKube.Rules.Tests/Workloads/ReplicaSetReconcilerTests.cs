using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Workloads;
using ActorKube.TestKit;
using ActorKube.TestKit.Objects;
using CsCheck;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Workloads;

/// <summary>https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/.</summary>
public class ReplicaSetReconcilerTests
{
    private static readonly ReplicaSetReconciler Rule = new();
    private readonly TinyCluster _cluster = new();

    private ApiObject Set(int replicas) => _cluster.Put(AReplicaSet("web").Replicas(replicas).Generation(1).Build());

    private PodBuilder Pod(string name) => APod(name).Labelled("app", "web");

    [Fact]
    public void Missing_pods_are_made_from_the_template_and_belong_to_the_set()
    {
        var set = Set(3);

        _cluster.Settle(Rule);

        Assert.Equal(3, _cluster.Pods.Count);
        Assert.All(_cluster.Pods, pod =>
        {
            Assert.StartsWith("web-", pod.Key.Name);
            Assert.Equal("web", pod.Metadata.Labels["app"]);
            Assert.Equal(new OwnerReference("apps/v1", "ReplicaSet", "web", set.Metadata.Uid, Controller: true, BlockOwnerDeletion: true), Assert.Single(pod.Metadata.OwnerReferences));
            Assert.Equal("nginx:1.27", (string?)pod.ToTree().At("spec.containers.0.image"));
        });
        Assert.Contains($"Normal SuccessfulCreate web: Created pod: {_cluster.Pods[0].Key.Name}", _cluster.Events);
    }

    [Fact]
    public void The_status_counts_what_is_there()
    {
        Set(2);
        _cluster.Settle(Rule);
        _cluster.MakeReady(_cluster.Pods[0]);
        _cluster.Settle(Rule);

        var status = _cluster.One(KindCatalogue.ReplicaSet).ToTree()["status"];
        Assert.Equal(2, (int?)status.At("replicas"));
        Assert.Equal(2, (int?)status.At("fullyLabeledReplicas"));
        Assert.Equal(1, (int?)status.At("readyReplicas"));
        Assert.Equal(1, (int?)status.At("availableReplicas"));
        Assert.Equal(1, (int?)status.At("observedGeneration"));
    }

    [Fact]
    public void A_ready_pod_is_available_after_min_ready_seconds_and_the_set_is_looked_at_again_then()
    {
        var set = _cluster.Put(AReplicaSet("web").MinReady(10).Build());
        _cluster.Settle(Rule);
        _cluster.MakeReady(_cluster.Pods[0]);

        Assert.Equal(TimeSpan.FromSeconds(10), _cluster.Reconcile(Rule, set.Key).RequeueAfter);
        Assert.Null(_cluster.Find(set.Key)!.ToTree().At("status.availableReplicas"));

        _cluster.Now = At.Second(10);
        _cluster.Settle(Rule);
        Assert.Equal(1, (int?)_cluster.Find(set.Key)!.ToTree().At("status.availableReplicas"));
    }

    [Theory]
    [InlineData("Succeeded")]
    [InlineData("Failed")]
    public void A_pod_that_has_ended_is_replaced(string phase)
    {
        Set(1);
        _cluster.Settle(Rule);
        _cluster.Edit(_cluster.Pods[0].Key, Json.Tree($$$"""{"status":{"phase":"{{{phase}}}"}}"""));
        _cluster.Settle(Rule);
        Assert.Equal(2, _cluster.Pods.Count);
        Assert.Single(_cluster.ActivePods);
    }

    [Fact]
    public void A_pod_that_is_being_deleted_is_replaced_at_once()
    {
        Set(1);
        _cluster.Settle(Rule);
        _cluster.Edit(_cluster.Pods[0].Key, Json.Tree("""{"metadata":{"deletionTimestamp":"2026-01-01T12:00:30Z"}}"""));
        _cluster.Settle(Rule);
        Assert.Single(_cluster.ActivePods);
    }

    [Fact]
    public void Pods_with_its_labels_and_no_controller_are_adopted_before_any_is_made()
    {
        var set = Set(3);
        _cluster.Put(Pod("pod1").Ready().Build());
        _cluster.Put(Pod("pod2").Ready().Build());

        _cluster.Settle(Rule);

        Assert.Equal(3, _cluster.Pods.Count);
        Assert.All(_cluster.Pods, pod => Assert.Equal(set.Metadata.Uid, pod.Metadata.Controller?.Uid));
        Assert.NotNull(_cluster.Find(ResourceKey.Pod("default", "pod1")));
    }

    [Fact]
    public void Bare_pods_over_the_count_are_adopted_and_then_deleted_first_as_they_are_not_ready()
    {
        Set(3);
        _cluster.Settle(Rule);
        _cluster.ActivePods.ForEach(pod => _cluster.MakeReady(_cluster.Edit(pod.Key, Json.Tree("""{"spec":{"nodeName":"n"}}"""))));
        _cluster.Put(Pod("pod1").Build());
        _cluster.Put(Pod("pod2").Build());

        _cluster.Settle(Rule);

        Assert.Equal(3, _cluster.Pods.Count);
        Assert.DoesNotContain(_cluster.Pods, pod => pod.Key.Name is "pod1" or "pod2");
        Assert.Contains("Normal SuccessfulDelete web: Deleted pod: pod1", _cluster.Events);
    }

    [Fact]
    public void A_pod_whose_labels_no_longer_match_is_released_and_replaced()
    {
        Set(3);
        _cluster.Settle(Rule);
        var released = _cluster.Edit(_cluster.Pods[1].Key, Json.Tree("""{"metadata":{"labels":{"app":"debug"}}}"""));

        _cluster.Settle(Rule);

        Assert.Equal(4, _cluster.Pods.Count);
        Assert.Empty(_cluster.Find(released.Key)!.Metadata.OwnerReferences);
    }

    [Fact]
    public void Pods_of_another_controller_are_left_alone()
    {
        Set(1);
        var other = AReplicaSet("other").Stored().Build();
        _cluster.Put(Pod("theirs").Owned(other).Build());
        _cluster.Settle(Rule);
        Assert.Equal("other-uid", _cluster.Find(ResourceKey.Pod("default", "theirs"))!.Metadata.Controller?.Uid);
        Assert.Equal(2, _cluster.Pods.Count);
    }

    [Fact]
    public void A_set_that_is_being_deleted_neither_makes_nor_adopts_nor_deletes()
    {
        var set = Set(3);
        _cluster.Edit(set.Key, Json.Tree("""{"metadata":{"deletionTimestamp":"2026-01-01T12:00:00Z","finalizers":["orphan"]}}"""));
        _cluster.Put(Pod("bare").Build());
        _cluster.Settle(Rule);
        Assert.Single(_cluster.Pods);
        Assert.Empty(_cluster.Pods[0].Metadata.OwnerReferences);
    }

    [Fact]
    public void A_refusal_is_told_by_an_event_and_the_condition_ReplicaFailure_until_it_is_over()
    {
        var set = Set(1);
        _cluster.Refuses = _ => new Refusal(RefusalReason.Forbidden, "exceeded quota");
        _cluster.Reconcile(Rule, set.Key);
        Assert.Contains("Warning FailedCreate web: Error creating: exceeded quota", _cluster.Events);

        _cluster.Reconcile(Rule, set.Key);
        var condition = _cluster.Find(set.Key)!.ToTree().At("status.conditions.0");
        Assert.Equal("ReplicaFailure", (string?)condition.At("type"));
        Assert.Equal("FailedCreate", (string?)condition.At("reason"));

        _cluster.Refuses = _ => null;
        _cluster.Settle(Rule);
        Assert.Null(_cluster.Find(set.Key)!.ToTree().At("status.conditions"));
        Assert.Single(_cluster.Pods);
    }

    [Fact]
    public void One_pass_makes_at_most_500_pods() =>
        Assert.Equal(500, Rule.Reconcile(_cluster, Set(1200).Key, At.Start).Changes.OfType<Change.Create>().Count());

    [Fact]
    public void A_change_of_a_pod_wakes_its_set_and_a_bare_pod_wakes_those_that_may_adopt_it()
    {
        var set = Set(1);
        _cluster.Put(AReplicaSet("other").Build());
        Assert.Equal([set.Key], Rule.KeysFor(_cluster, new(null, Pod("a").Owned(set).Build())));
        Assert.Equal([set.Key], Rule.KeysFor(_cluster, new(Pod("a").Owned(set).Build(), null)));
        Assert.Equal([set.Key], Rule.KeysFor(_cluster, new(null, Pod("bare").Build())));
        Assert.Empty(Rule.KeysFor(_cluster, new(null, APod("stranger").Build())));
    }

    [Fact]
    public void From_any_state_it_comes_to_the_wanted_number_and_never_has_more_unless_it_had()
    {
        var pod = Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Bool, Gen.Bool);
        Gen.Select(Gen.Int[0, 8], pod.List[0, 12], Gen.Int[0, 8]).Sample((replicas, pods, later) =>
        {
            var cluster = new TinyCluster();
            var set = cluster.Put(AReplicaSet("web").Replicas(replicas).Build());
            foreach (var (i, (phase, owned, bound, deleting)) in pods.Index())
            {
                var builder = APod($"p{i}").Labelled("app", "web").Phase(((string[])["Pending", "Running", "Succeeded", "Failed"])[phase]);
                if (owned) builder.Owned(set);
                if (bound) builder.On($"n{i % 3}").Ready();
                if (deleting) builder.Deleting(At.Second(30));
                cluster.Put(builder.Build());
            }
            foreach (var wanted in (int[])[replicas, later])
            {
                cluster.Edit(set.Key, Json.Tree($$$"""{"spec":{"replicas":{{{wanted}}}}}"""));
                var most = Math.Max(wanted, cluster.ActivePods.Count);
                for (var pass = 0; pass < 4; pass++)
                {
                    cluster.Reconcile(Rule, set.Key);
                    Assert.True(cluster.ActivePods.Count <= most);
                }
                Assert.Equal(wanted, cluster.ActivePods.Count);
                Assert.Empty(cluster.Reconcile(Rule, set.Key).Changes);
            }
        }, iter: 300);
    }
}
