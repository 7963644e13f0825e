using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.Rules.Tests.Writes.World;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Writes;

public sealed class EvictionTests
{
    private static readonly ResourceKey Web = ResourceKey.Pod("default", "web");
    private static readonly ResourceKey Budget = new(KindCatalogue.PodDisruptionBudget, "default", "budget");

    private readonly World _world = new();

    [Fact]
    public void A_pod_without_a_budget_goes_with_its_grace_and_says_why()
    {
        Running();
        var evicted = Put(_world.Evict(Web, grace: 7));
        Assert.Equal(At.Second(7), evicted.Metadata.DeletionTimestamp);
        Assert.Contains(
            """{"type":"DisruptionTarget","status":"True","reason":"EvictionByEvictionAPI","message":"Eviction API: evicting","lastTransitionTime":"2026-01-01T12:00:00Z"}""",
            evicted.ToTree().At("status.conditions")!.ToJsonString());
    }

    [Fact]
    public void A_budget_counts_the_pods_that_go()
    {
        Running();
        Allowing(1);
        Put(_world.Evict(Web));
        var status = _world[Budget].ToTree()["status"];
        Assert.Equal(0, (int?)status.At("disruptionsAllowed"));
        Assert.Equal("2026-01-01T12:00:00Z", (string?)status.At("disruptedPods.web"));
        Assert.Equal("InsufficientPods", (string?)status.At("conditions.0.reason"));
    }

    [Fact]
    public void A_budget_that_is_used_up_keeps_the_pod()
    {
        Running();
        Allowing(0, healthy: 2, desired: 2);
        Assert.Equal(
            new Refusal(RefusalReason.TooManyRequests, "Cannot evict pod as it would violate the pod's disruption budget."), Refused(_world.Evict(Web)) with { Faults = [] });
        Assert.Equal(
            new FieldFault("", FieldFaultKind.DisruptionBudget, "The disruption budget budget needs 2 healthy pods and has 2 currently"),
            Assert.Single(Refused(_world.Evict(Web)).Faults));
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("Succeeded")]
    [InlineData("Failed")]
    public void A_pod_that_does_not_run_needs_no_leave(string phase)
    {
        Running();
        Allowing(0);
        Put(_world.Patch(Web, $$$"""{"status":{"phase":"{{{phase}}}"}}""", status: true));
        Assert.IsNotType<WriteDecision.Refuse>(_world.Evict(Web));
    }

    [Theory]
    [InlineData(3, 2, "", true)]
    [InlineData(1, 2, "", false)]
    [InlineData(1, 2, "AlwaysAllow", true)]
    [InlineData(0, 0, "", false)]
    public void A_pod_that_is_not_ready_goes_while_there_are_enough_others(int healthy, int desired, string policy, bool goes)
    {
        Running();
        Allowing(0, healthy, desired, policy);
        Put(_world.Patch(Web, """{"status":{"conditions":[{"type":"Ready","status":"False"}]}}""", status: true));
        Assert.Equal(goes, _world.Evict(Web) is not WriteDecision.Refuse);
    }

    [Fact]
    public void A_budget_that_was_not_looked_at_yet_allows_nothing()
    {
        Running();
        Allowing(1, observed: -1);
        Assert.Equal("The disruption budget budget is still being processed by the server.", Assert.Single(Refused(_world.Evict(Web)).Faults).Message);
    }

    [Fact]
    public void Two_budgets_are_one_too_many()
    {
        Running();
        Allowing(1);
        Put(_world.Create(Budget with { Name = "second" }, Json.Bytes("""{"spec":{"selector":{"matchLabels":{"app":"web"}}}}""")));
        Assert.Equal(
            new Refusal(RefusalReason.InternalError, "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."),
            Refused(_world.Evict(Web)));
    }

    [Fact]
    public void Budgets_of_other_pods_and_of_nothing_do_not_count()
    {
        Running();
        Put(_world.Create(Budget with { Name = "empty" }, Json.Bytes("""{"spec":{"selector":{}}}""")));
        Put(_world.Create(Budget with { Name = "other" }, Json.Bytes("""{"spec":{"selector":{"matchLabels":{"app":"other"}}}}""")));
        Put(_world.Evict(Web));
    }

    [Fact]
    public void Preconditions_hold_here_too()
    {
        Assert.Equal(404, Refused(_world.Evict(Web)).Code);
        Running();
        Assert.Equal(409, Refused(_world.Evict(Web, uid: "other")).Code);
        Assert.Equal(409, Refused(_world.Evict(Web, revision: new(999))).Code);
    }

    private void Running()
    {
        Put(_world.Create(APod("web").Labelled("app", "web").On("worker-1").Build()));
        Put(_world.Patch(Web, """{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}""", status: true));
    }

    private void Allowing(int disruptions, int healthy = 3, int desired = 2, string policy = "", int observed = 9)
    {
        var always = policy.Length == 0 ? "" : $",\"unhealthyPodEvictionPolicy\":\"{policy}\"";
        Put(_world.Create(Budget, Json.Bytes($$$"""{"spec":{"selector":{"matchLabels":{"app":"web"}}{{{always}}}}}""")));
        var status = $$$"""{"disruptionsAllowed":{{{disruptions}}},"currentHealthy":{{{healthy}}},"desiredHealthy":{{{desired}}},"expectedPods":3,"observedGeneration":{{{observed}}}}""";
        Put(_world.Patch(Budget, $$$"""{"status":{{{status}}}}""", status: true));
    }
}
