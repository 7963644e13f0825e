using ActorKube.Model.Objects;
using ActorKube.Protocol.Nodes;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests;

/// <summary>A node that runs out of memory evicts the pod that is furthest beyond what it was promised, says so, and takes no more pods that were promised nothing.</summary>
public sealed class MemoryEvictionTests : NodeHarness
{
    public MemoryEvictionTests() : base("eviction-pressure-transition = 1h")
    {
    }

    [Fact]
    public void The_greedy_pod_goes_and_its_neighbours_stay()
    {
        var steady = Using("steady", "512Mi", pod => pod.Requesting(memory: "1Gi"));
        var modest = Using("modest", "64Mi");
        var greedy = Using("greedy", "1Gi", pod => pod.Annotated("actorkube.io/memory-growth", "1Gi"));
        Join(1, steady, modest, greedy);

        var status = StatusOf(greedy, status => (string?)status["phase"] == "Failed");

        Assert.Equal("Evicted", (string?)status["reason"]);
        Assert.StartsWith("The node was low on resource: memory. Threshold quantity: 100Mi, available: ", (string?)status["message"], StringComparison.Ordinal);
        Assert.Contains("Container main was using ", (string?)status["message"], StringComparison.Ordinal);
        Assert.Equal((string?)status["message"], Event(greedy, "Evicted"));
        var disrupted = status["conditions"]!.AsArray().Single(condition => (string?)condition!["type"] == "DisruptionTarget")!;
        Assert.Equal(("True", "TerminationByKubelet"), ((string?)disrupted["status"], (string?)disrupted["reason"]));
        Assert.True(Fish<NodeHeartbeats>(beat => beat.Nodes[0].IsShortOfMemory).Nodes[0].Ready);

        var late = Using("late", "1Mi", revision: 50);
        Bind(late);
        Assert.Equal("The node had condition: [MemoryPressure]. ", (string?)StatusOf(late, status => (string?)status["reason"] == "Evicted")["message"]);
        var promised = Using("promised", "1Mi", pod => pod.Requesting(memory: "1Mi").QosClass("Burstable"), revision: 51);
        Bind(promised);
        Running(promised);
        Assert.Empty(Messages(steady, "Evicted"));
        Assert.Empty(Messages(modest, "Evicted"));
    }

    [Fact]
    public void A_container_that_grows_beyond_its_limit_is_killed_and_nobody_else()
    {
        var steady = Using("steady", "512Mi");
        var growing = Using("growing", "1Mi", pod => pod.Annotated("actorkube.io/memory-growth", "20Mi").Limited(memory: "64Mi").Running("busybox").Having("command", """["sleep","600"]"""));
        Join(1, steady, growing);

        var status = StatusOf(growing, status => Restarts(status) == 1);

        var ended = status["containerStatuses"]![0]!["lastState"]!["terminated"]!;
        Assert.Equal(("OOMKilled", 137), ((string?)ended["reason"], (int)ended["exitCode"]!));
        Assert.Equal(0, Restarts(Running(steady)));
    }

    private static ApiObject Using(string name, string memory, Func<PodBuilder, PodBuilder>? more = null, long revision = 1)
    {
        var pod = APod(name).QosClass("BestEffort").Annotated("actorkube.io/memory", memory);
        return Bound(more?.Invoke(pod) ?? pod, revision).Build();
    }
}
