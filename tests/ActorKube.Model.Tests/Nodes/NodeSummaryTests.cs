using System.Text;
using ActorKube.Model.Kinds;
using ActorKube.Model.Nodes;
using ActorKube.Model.Objects;
using Xunit;

namespace ActorKube.Model.Tests.Nodes;

public sealed class NodeSummaryTests
{
    [Theory]
    [InlineData("Ready", "True", "false")]
    [InlineData("NotReady", "False", "false")]
    [InlineData("NotReady", "Unknown", "false")]
    [InlineData("Ready,SchedulingDisabled", "True", "true")]
    public void The_status_is_that_of_the_ready_condition_and_of_cordoning(string status, string ready, string unschedulable) => Assert.Equal(
        status, Of($$$"""{"spec":{"unschedulable":{{{unschedulable}}}},"status":{"conditions":[{"type":"Ready","status":"{{{ready}}}"}]}}""").Status);

    [Fact]
    public void A_node_without_conditions_is_unknown_and_has_no_roles() => Assert.Equal(new NodeSummary("Unknown", "<none>"), Of("{}"));

    [Fact]
    public void Roles_come_from_labels() => Assert.Equal("control-plane,worker", Of(
        """{"metadata":{"name":"n","labels":{"node-role.kubernetes.io/worker":"","node-role.kubernetes.io/control-plane":"","other":"x"}}}""").Roles);

    private static NodeSummary Of(string json) => NodeSummary.Of(ApiObject.Parse(KindCatalogue.Node, Encoding.UTF8.GetBytes(json)));
}
