using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Tests.Workloads;
using ActorKube.Rules.Unattended;
using ActorKube.Rules.Workloads;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Unattended;

public sealed class UnattendedReconcilerTests
{
    private static readonly UnattendedReconciler Rule = new();
    private readonly TinyCluster _cluster = new();

    private ApiObject AJob() => _cluster.Put(ApiObject.From(
        KindCatalogue.Job, Json.Tree("""{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"pi","namespace":"default","uid":"u","resourceVersion":"1","creationTimestamp":"2026-01-01T12:00:00Z"}}""")));

    [Fact]
    public void A_new_object_that_nobody_acts_on_gets_an_event_that_says_what_is_missing()
    {
        var job = AJob();
        var key = Assert.Single(Rule.KeysFor(_cluster, new(null, job)));
        var notice = Assert.IsType<Change.Notify>(Assert.Single(Rule.Reconcile(_cluster, key, At.Start).Changes)).Notice;
        Assert.Equal(("NotEmulatedYet", "This Job makes no pods: the Job controller is not there yet."), (notice.Reason, notice.Message));
    }

    [Fact]
    public void A_control_plane_that_starts_does_not_say_it_again_of_objects_that_were_there()
    {
        var key = AJob().Key;
        Assert.Equal(Reconciliation.Nothing, Rule.Reconcile(_cluster, key, At.Start + UnattendedReconciler.Newness + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void It_is_said_once_and_not_at_each_change()
    {
        var job = AJob();
        Assert.Empty(Rule.KeysFor(_cluster, new(job, job)));
        Assert.Empty(Rule.KeysFor(_cluster, new(job, null)));
    }

    [Fact]
    public void Whoever_asks_by_another_version_hears_the_same() =>
        Assert.NotNull(UnattendedKinds.WhatIsMissing(KindCatalogue.HorizontalPodAutoscalerV1));

    [Fact]
    public void What_has_a_controller_is_not_in_the_table() =>
        Assert.All([KindCatalogue.Pod, KindCatalogue.Deployment, KindCatalogue.ReplicaSet, KindCatalogue.ConfigMap], kind => Assert.Null(UnattendedKinds.WhatIsMissing(kind)));
}
