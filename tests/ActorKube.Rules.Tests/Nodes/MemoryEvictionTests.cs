using System.Collections.Immutable;
using ActorKube.Model.Quantities;
using ActorKube.Rules.Nodes;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Nodes;

/// <summary>Which pod goes when memory runs out, and what is said, as https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/ has it.</summary>
public sealed class MemoryEvictionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Transition = TimeSpan.FromMinutes(5);

    [Fact]
    public void Whoever_uses_more_than_it_requested_goes_first_then_the_least_important_then_the_one_furthest_beyond()
    {
        var within = Using("within", 900, requested: 1000);
        var important = Using("important", 800, requested: 100, priority: 10);
        var small = Using("small", 200, requested: 100);
        var bestEffort = Using("best-effort", 500);
        var critical = Using("critical", 5000, priority: 2_000_000_000);
        var pods = new List<PodMemory> { within, important, small, bestEffort, critical };
        var order = new List<string>();
        while (MemoryEviction.Victim(pods) is { } victim)
        {
            order.Add(victim.Pod.Key.Name);
            pods.Remove(victim);
        }

        Assert.Equal(["best-effort", "small", "important", "within"], order);
        Assert.Equal([critical], pods);
    }

    [Fact]
    public void The_message_names_the_threshold_what_is_left_and_the_containers_beyond_their_requests()
    {
        var pod = new PodMemory(APod("web").Build(), [new("main", 3 << 20, Quantity.Parse("1Mi")), new("side", 1 << 20, Quantity.Parse("2Mi")), new("free", 5 << 10, Quantity.Zero)]);

        Assert.Equal(
            "The node was low on resource: memory. Threshold quantity: 100Mi, available: 51200Ki. Container main was using 3072Ki, request is 1Mi, has larger consumption of memory. "
            + "Container free was using 5Ki, request is 0, has larger consumption of memory. ",
            MemoryEviction.Message(pod, Quantity.Parse("100Mi"), 50 << 20));
    }

    [Fact]
    public void A_node_reports_pressure_until_its_memory_has_sufficed_for_a_while()
    {
        var enough = MemoryPressure.None.Look(100, 100, Transition, Start);
        Assert.Equal((false, false), (enough.Evicts, enough.IsReported));

        var tooLittle = enough.Look(99, 100, Transition, Start.AddSeconds(10));
        Assert.Equal((true, true), (tooLittle.Evicts, tooLittle.IsReported));

        var recovered = tooLittle.Look(200, 100, Transition, Start.AddSeconds(20));
        Assert.Equal((false, true), (recovered.Evicts, recovered.IsReported));
        Assert.True(recovered.Look(200, 100, Transition, Start.AddSeconds(309)).IsReported);
        Assert.False(recovered.Look(200, 100, Transition, Start.AddSeconds(310)).IsReported);
    }

    [Theory]
    [InlineData("BestEffort", null, null, true)]
    [InlineData("Burstable", null, null, false)]
    [InlineData("BestEffort", "node.kubernetes.io/memory-pressure", "NoSchedule", false)]
    [InlineData("BestEffort", "node.kubernetes.io/disk-pressure", "NoSchedule", true)]
    public void A_node_under_pressure_takes_no_pod_that_was_promised_nothing_unless_it_tolerates_that(string qosClass, string? key, string? effect, bool refused)
    {
        var pod = key is null ? APod("web") : APod("web").Tolerating(key, effect: effect);
        var tree = pod.Build().ToTree();
        tree["status"] = new System.Text.Json.Nodes.JsonObject { ["qosClass"] = qosClass };

        var refusal = MemoryEviction.Refusal(Model.Objects.ApiObject.From(Model.Kinds.KindCatalogue.Pod, tree));

        Assert.Equal(refused ? ("Evicted", "The node had condition: [MemoryPressure]. ") : null, refusal);
    }

    private static PodMemory Using(string name, int bytes, int requested = 0, int priority = 0)
    {
        var pod = APod(name).Priority(priority);
        return new(requested > 0 ? pod.Requesting(memory: $"{requested}").Build() : pod.Build(), [new ContainerMemory("main", bytes, Quantity.Parse($"{requested}"))]);
    }
}
