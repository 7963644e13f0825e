using System.Text.Json.Nodes;
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

/// <summary>https://kubernetes.io/docs/concepts/workloads/controllers/deployment/.</summary>
public class DeploymentReconcilerTests
{
    private static readonly DeploymentReconciler Deployments = new();
    private static readonly ReplicaSetReconciler ReplicaSets = new();
    private readonly TinyCluster _cluster = new();

    private ResourceKey Web => _cluster.One(KindCatalogue.Deployment).Key;

    private List<ApiObject> Sets => [.. _cluster.All(KindCatalogue.ReplicaSet)];

    private static ReplicaSetState State(ApiObject set) => ReplicaSetState.Read(set);

    private void Given(DeploymentBuilder deployment) => _cluster.Put(deployment.Generation(1).With("spec.progressDeadlineSeconds", 600).Build());

    /// <summary>Everything runs until nothing is left to do: pods become ready as soon as they are made.</summary>
    private static void RunOut(TinyCluster cluster)
    {
        for (var round = 0; round < 50; round++)
        {
            cluster.Settle(Deployments, ReplicaSets);
            var waiting = cluster.ActivePods.Where(pod => !pod.Pod.IsReady).ToList();
            if (waiting.Count == 0)
                return;
            waiting.ForEach(pod => cluster.MakeReady(pod));
        }
        Assert.Fail("the rollout never ends");
    }

    private void SetImage(string image) => _cluster.Edit(Web, Json.Tree(
        $$$$$"""{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"{{{{{image}}}}}"}]}}}}"""));

    private string? Condition(string type, string field = "reason") => (string?)_cluster.Find(Web)!.ToTree()["status"]!["conditions"]!.AsArray()
        .Single(condition => (string?)condition!["type"] == type)![field];

    [Fact]
    public void Its_first_replica_set_carries_the_hash_in_name_label_selector_and_template()
    {
        Given(ADeployment("web").Replicas(3));
        RunOut(_cluster);

        var set = Assert.Single(Sets);
        var hash = set.Metadata.Labels["pod-template-hash"];
        Assert.Equal($"web-{hash}", set.Key.Name);
        Assert.Equal(hash, (string?)set.ToTree().At("spec.selector.matchLabels.pod-template-hash"));
        Assert.Equal(hash, (string?)set.ToTree().At("spec.template.metadata.labels.pod-template-hash"));
        Assert.Equal("1", set.Metadata.Annotations[DeploymentAnnotations.Revision]);
        Assert.Equal("1", _cluster.Find(Web)!.Metadata.Annotations[DeploymentAnnotations.Revision]);
        Assert.Equal("3", set.Metadata.Annotations[DeploymentAnnotations.DesiredReplicas]);
        Assert.Equal("4", set.Metadata.Annotations[DeploymentAnnotations.MaxReplicas]);
        Assert.Contains($"Normal ScalingReplicaSet web: Scaled up replica set {set.Key.Name} from 0 to 3", _cluster.Events);
        Assert.Equal(3, _cluster.Pods.Count);
    }

    [Fact]
    public void A_finished_rollout_says_so_in_counts_and_conditions()
    {
        Given(ADeployment("web").Replicas(3));
        _cluster.Reconcile(Deployments, Web);
        Assert.Equal("NewReplicaSetCreated", Condition("Progressing"));
        Assert.Equal("MinimumReplicasUnavailable", Condition("Available"));
        RunOut(_cluster);

        var status = _cluster.Find(Web)!.ToTree()["status"];
        foreach (var field in (string[])["replicas", "updatedReplicas", "readyReplicas", "availableReplicas"])
            Assert.Equal(3, (int?)status.At(field));
        Assert.Null(status.At("unavailableReplicas"));
        Assert.Equal("NewReplicaSetAvailable", Condition("Progressing"));
        Assert.Equal($"ReplicaSet \"{Sets[0].Key.Name}\" has successfully progressed.", Condition("Progressing", "message"));
        Assert.Equal("MinimumReplicasAvailable", Condition("Available"));
        Assert.Equal("Deployment has minimum availability.", Condition("Available", "message"));
    }

    [Fact]
    public void A_new_template_rolls_over_and_the_old_set_stays_as_history()
    {
        Given(ADeployment("web").Replicas(3));
        RunOut(_cluster);
        SetImage("nginx:1.28");
        RunOut(_cluster);

        Assert.Equal(2, Sets.Count);
        var newest = Sets.Single(set => set.Metadata.Annotations[DeploymentAnnotations.Revision] == "2");
        Assert.Equal(3, State(newest).Replicas);
        Assert.Equal(0, State(Sets.Single(set => set.Key != newest.Key)).Replicas);
        Assert.All(_cluster.Pods, pod => Assert.Equal("nginx:1.28", (string?)pod.ToTree().At("spec.containers.0.image")));
        Assert.Contains(_cluster.Events, line => line.Contains("Scaled down replica set", StringComparison.Ordinal) && line.EndsWith("from 1 to 0", StringComparison.Ordinal));
    }

    [Fact]
    public void Rolling_back_uses_the_old_set_again_under_a_new_revision()
    {
        Given(ADeployment("web"));
        RunOut(_cluster);
        var first = Sets[0].Key;
        SetImage("nginx:1.28");
        RunOut(_cluster);
        SetImage("nginx:1.27");
        RunOut(_cluster);

        Assert.Equal(2, Sets.Count);
        Assert.Equal("3", _cluster.Find(first)!.Metadata.Annotations[DeploymentAnnotations.Revision]);
        Assert.Equal("1", _cluster.Find(first)!.Metadata.Annotations[DeploymentAnnotations.RevisionHistory]);
        Assert.Equal("3", _cluster.Find(Web)!.Metadata.Annotations[DeploymentAnnotations.Revision]);
    }

    [Fact]
    public void A_rollout_whose_pods_never_start_stops_at_its_bounds()
    {
        Given(ADeployment("web").Replicas(3));
        RunOut(_cluster);
        SetImage("nginx:1.161");
        _cluster.Settle(Deployments, ReplicaSets);

        Assert.Equal(4, _cluster.ActivePods.Count);
        Assert.Equal(3, _cluster.ActivePods.Count(pod => pod.Pod.IsReady));
        _cluster.Now = At.Second(601);
        _cluster.Settle(Deployments, ReplicaSets);
        Assert.Equal("ProgressDeadlineExceeded", Condition("Progressing"));
        Assert.Equal("MinimumReplicasAvailable", Condition("Available"));
    }

    [Fact]
    public void Scaling_changes_the_set_and_makes_no_revision()
    {
        Given(ADeployment("web").Replicas(3));
        RunOut(_cluster);
        _cluster.Edit(Web, Json.Tree("""{"spec":{"replicas":5}}"""));
        RunOut(_cluster);

        Assert.Equal(5, State(Assert.Single(Sets)).Replicas);
        Assert.Equal("1", Sets[0].Metadata.Annotations[DeploymentAnnotations.Revision]);
        Assert.Contains($"Normal ScalingReplicaSet web: Scaled up replica set {Sets[0].Key.Name} from 3 to 5", _cluster.Events);
    }

    [Fact]
    public void Scaling_in_the_middle_of_a_rollout_shares_the_difference_in_proportion()
    {
        // The documentation's own example: 10 replicas, surge 3, unavailable 2, a bad image, then 15 replicas: 3 of the 5 go to the old set, 2 to the new one.
        Given(ADeployment("web").Replicas(10).Rolling(3, 2));
        RunOut(_cluster);
        var old = Sets[0].Key;
        SetImage("nginx:sometag");
        _cluster.Settle(Deployments, ReplicaSets);
        Assert.Equal([8, 5], Sets.OrderBy(set => set.Key != old).Select(set => State(set).Replicas));

        _cluster.Edit(Web, Json.Tree("""{"spec":{"replicas":15}}"""));
        _cluster.Reconcile(Deployments, Web);
        Assert.Equal([11, 7], Sets.OrderBy(set => set.Key != old).Select(set => State(set).Replicas));
    }

    [Fact]
    public void While_paused_a_new_template_starts_nothing_but_scaling_works()
    {
        Given(ADeployment("web").Replicas(2));
        RunOut(_cluster);
        _cluster.Edit(Web, Json.Tree("""{"spec":{"paused":true,"replicas":4}}"""));
        SetImage("nginx:1.28");
        RunOut(_cluster);
        Assert.Equal(4, State(Assert.Single(Sets)).Replicas);
        Assert.Equal("DeploymentPaused", Condition("Progressing"));

        _cluster.Edit(Web, Json.Tree("""{"spec":{"paused":false}}"""));
        RunOut(_cluster);
        Assert.Equal(2, Sets.Count);
        Assert.Equal("NewReplicaSetAvailable", Condition("Progressing"));
    }

    [Fact]
    public void Recreate_makes_no_new_pod_before_the_last_old_one_is_gone()
    {
        _cluster.Graceful = true;
        Given(ADeployment("web").Replicas(2).Recreating());
        RunOut(_cluster);
        SetImage("nginx:1.28");
        _cluster.Settle(Deployments, ReplicaSets);

        Assert.Single(Sets);
        Assert.Empty(_cluster.ActivePods);
        Assert.Equal(2, _cluster.Pods.Count);

        var last = _cluster.Pods[1];
        _cluster.Pods.ForEach(pod => _cluster.Remove(pod.Key));
        Assert.Equal([Web], Deployments.KeysFor(_cluster, new(last, null)));
        RunOut(_cluster);
        Assert.Equal(2, _cluster.ActivePods.Count);
        Assert.All(_cluster.ActivePods, pod => Assert.Equal("nginx:1.28", (string?)pod.ToTree().At("spec.containers.0.image")));
    }

    [Fact]
    public void History_beyond_its_limit_is_deleted_oldest_first()
    {
        Given(ADeployment("web").With("spec.revisionHistoryLimit", 2));
        RunOut(_cluster);
        foreach (var version in Enumerable.Range(28, 4))
        {
            SetImage($"nginx:1.{version}");
            RunOut(_cluster);
        }
        Assert.Equal(["3", "4", "5"], Sets.Select(set => set.Metadata.Annotations[DeploymentAnnotations.Revision]).Order());
    }

    [Fact]
    public void A_taken_name_counts_as_a_collision_and_the_next_hash_is_used()
    {
        Given(ADeployment("web"));
        var name = $"web-{PodTemplateHash.Of(_cluster.Find(Web)!.ToTree()["spec"]!["template"]!.AsObject(), 0)}";
        _cluster.Put(AReplicaSet(name).Replicas(0).Build());
        RunOut(_cluster);
        Assert.Equal(1, (int?)_cluster.Find(Web)!.ToTree().At("status.collisionCount"));
        Assert.Equal(2, Sets.Count);
    }

    [Fact]
    public void A_refused_replica_set_is_told_in_an_event_and_a_condition()
    {
        Given(ADeployment("web"));
        _cluster.Refuses = create => create.Kind == KindCatalogue.ReplicaSet ? new Refusal(RefusalReason.Forbidden, "no more") : null;
        _cluster.Reconcile(Deployments, Web);
        _cluster.Reconcile(Deployments, Web);
        Assert.Contains(_cluster.Events, line => line.StartsWith("Warning ReplicaSetCreateError web: Failed to create new replica set \"web-", StringComparison.Ordinal));
        Assert.Equal("ReplicaSetCreateError", Condition("Progressing"));
    }

    [Fact]
    public void A_change_of_a_replica_set_wakes_its_deployment()
    {
        Given(ADeployment("web"));
        RunOut(_cluster);
        Assert.Equal([Web], Deployments.KeysFor(_cluster, new(null, Sets[0])));
        Assert.Empty(Deployments.KeysFor(_cluster, new(null, _cluster.Pods[0])));
    }

    [Fact]
    public void The_hash_does_not_depend_on_the_order_of_fields()
    {
        var one = Json.Tree("""{"metadata":{"labels":{"a":"1","b":"2"}},"spec":{"x":1}}""");
        var other = Json.Tree("""{"spec":{"x":1},"metadata":{"labels":{"b":"2","pod-template-hash":"old","a":"1"}}}""");
        Assert.Equal(PodTemplateHash.Of(one, 0), PodTemplateHash.Of(other, 0));
        Assert.NotEqual(PodTemplateHash.Of(one, 0), PodTemplateHash.Of(one, 1));
        Assert.True(PodTemplateHash.AreSame(one, other));
    }

    [Theory]
    [InlineData("25%", "25%", 3, 1, 0)]
    [InlineData("25%", "25%", 10, 3, 2)]
    [InlineData("0", "0", 3, 0, 1)]
    [InlineData("0%", "50%", 1, 0, 1)]
    [InlineData("100%", "100%", 4, 4, 4)]
    [InlineData("2", "9", 4, 2, 4)]
    public void Bounds_round_surge_up_and_unavailable_down(string surge, string unavailable, int replicas, int expectedSurge, int expectedUnavailable)
    {
        var spec = ADeployment("web").Rolling(Bound(surge), Bound(unavailable)).Build().ToTree()["spec"]!.AsObject();
        Assert.Equal(new RollingBounds(expectedSurge, expectedUnavailable), RollingBounds.Of(spec, replicas));

        static JsonNode Bound(string text) => int.TryParse(text, out var number) ? number : text;
    }

    [Fact]
    public void A_rolling_update_keeps_its_bounds_whatever_the_order_of_events_and_ends()
    {
        Gen.Select(Gen.Int[1, 9], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 3].Array[120], Gen.Bool).Sample((replicas, surge, unavailable, steps, graceful) =>
        {
            var cluster = new TinyCluster { Graceful = graceful };
            cluster.Put(ADeployment("web").Replicas(replicas).Rolling(surge, unavailable).Generation(1).Build());
            RunOut(cluster);
            var web = cluster.One(KindCatalogue.Deployment).Key;
            var bounds = RollingBounds.Of(cluster.Find(web)!.ToTree()["spec"]!.AsObject(), replicas);
            cluster.Edit(web, Json.Tree("""{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"new"}]}}}}"""));

            foreach (var (index, step) in steps.Index())
            {
                if (step == 0)
                    cluster.Reconcile(Deployments, web);
                else if (step == 1)
                    foreach (var set in cluster.All(KindCatalogue.ReplicaSet).Skip(index % 2).ToList())
                        cluster.Reconcile(ReplicaSets, set.Key);
                else if (step == 2 && cluster.ActivePods.Find(pod => !pod.Pod.IsReady) is { } starting)
                    cluster.MakeReady(starting);
                else if (cluster.Pods.Find(pod => pod.Metadata.IsDeleting) is { } stopped)
                    cluster.Remove(stopped.Key);

                Assert.True(cluster.ActivePods.Count <= replicas + bounds.MaxSurge, $"{cluster.ActivePods.Count} pods");
                var available = cluster.ActivePods.Count(pod => pod.Pod.IsReady);
                Assert.True(available >= replicas - bounds.MaxUnavailable, $"only {available} available");
            }
            RunOut(cluster);
            Assert.Equal(replicas, cluster.ActivePods.Count(pod => (string?)pod.ToTree().At("spec.containers.0.image") == "new"));
        }, iter: 200);
    }
}
