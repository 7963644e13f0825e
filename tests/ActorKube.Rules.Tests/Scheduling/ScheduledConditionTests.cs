using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Scheduling;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Scheduling;

/// <summary>A pod that waits says so in its condition.</summary>
public sealed class ScheduledConditionTests
{
    private static readonly System.Text.Json.Nodes.JsonNode Before = Json.Tree("""
        {"list":[{"type":"Mine","status":"True"},
                 {"type":"PodScheduled","status":"False","reason":"SchedulingGated","message":"m","lastTransitionTime":"2026-01-01T12:00:00Z"}]}
        """)["list"]!;

    [Fact]
    public void Other_conditions_stay_and_the_time_is_that_of_the_first_refusal()
    {
        var pod = APod("web").Stored().With("status.conditions", Before.DeepClone()).Build();
        var patch = Json.Tree(Json.Text(ScheduledCondition.Patch(pod, "Unschedulable", "why", At.Second(60))));

        Assert.Equal("web-uid", (string?)patch.At("metadata.uid"));
        Assert.Equal(2, patch.At("status.conditions")!.AsArray().Count);
        var condition = Assert.Single(patch.At("status.conditions")!.AsArray(), item => (string?)item!["type"] == "PodScheduled")!;
        Assert.Equal(("False", "Unschedulable", "why"), ((string?)condition["status"], (string?)condition["reason"], (string?)condition["message"]));
        Assert.Equal("2026-01-01T12:00:00Z", (string?)condition["lastTransitionTime"]);
        Assert.Contains(patch.At("status.conditions")!.AsArray(), item => (string?)item!["type"] == "Mine");
    }

    [Fact]
    public void A_pod_without_conditions_gets_its_first_one_now() =>
        Assert.Equal(At.Text(At.Second(60)), (string?)Json.Tree(Json.Text(ScheduledCondition.Patch(APod("web").Stored().Build(), "Unschedulable", "why", At.Second(60))))
            .At("status.conditions.0.lastTransitionTime"));

    [Theory]
    [InlineData("SchedulingGated", "m", true)]
    [InlineData("SchedulingGated", "other", false)]
    [InlineData("Unschedulable", "m", false)]
    public void What_stands_there_already_is_recognised(string reason, string message, bool says)
    {
        Assert.Equal(says, ScheduledCondition.Says(APod("web").With("status.conditions", Before.DeepClone()).Build(), reason, message));
        Assert.False(ScheduledCondition.Says(APod("web").Build(), reason, message));
    }
}
