using ActorKube.Model.Objects;
using ActorKube.Rules.Workloads;
using ActorKube.TestKit;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Workloads;

/// <summary>https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset.</summary>
public class PodDeletionOrderTests
{
    private static readonly DateTimeOffset Now = At.Minute(60);

    private static PodBuilder Serving(string name) => APod(name).On("n1").Ready(At.Start);

    public static TheoryData<string, PodBuilder, PodBuilder> Cases => new()
    {
        { "unassigned before assigned", APod("first"), APod("second").On("n1") },
        { "Pending before Running", APod("first").On("n1").Phase("Pending"), APod("second").On("n1").NotReady() },
        { "Unknown before Running", APod("first").On("n1").Phase("Unknown"), APod("second").On("n1").NotReady() },
        { "not ready before ready", APod("first").On("n1").NotReady(), Serving("second") },
        { "cheaper before dearer", Serving("first").Annotated("controller.kubernetes.io/pod-deletion-cost", "-1"), Serving("second") },
        { "ready for less time first", APod("first").On("n1").Ready(At.Minute(59)), Serving("second") },
        {
            "more restarts first",
            Serving("first").With("status.containerStatuses", Json.Tree("""{"x":[{"restartCount":3}]}""")["x"]!.DeepClone()), Serving("second")
        },
        { "newer first", Serving("first").Stored(created: At.Minute(58)), Serving("second").Stored(created: At.Start) },
        { "not ready beats every cost", APod("first").On("n1").NotReady().Annotated("controller.kubernetes.io/pod-deletion-cost", "100"), Serving("second") },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_one_that_serves_less_goes_first(string rule, PodBuilder first, PodBuilder second)
    {
        ApiObject[] pods = [second.Build(), first.Build()];
        Assert.True(PodDeletionOrder.Sort(pods, pods, Now).First().Key.Name == "first", rule);
    }

    [Fact]
    public void A_crowded_node_is_relieved_first()
    {
        var crowded = Serving("first").Build();
        var alone = APod("second").On("n2").Ready(At.Start).Build();
        ApiObject[] neighbours = [crowded, alone, Serving("other-set").Build()];
        Assert.Equal("first", PodDeletionOrder.Sort([alone, crowded], neighbours, Now).First().Key.Name);
    }
}
