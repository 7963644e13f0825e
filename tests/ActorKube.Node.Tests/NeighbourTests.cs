using ActorKube.Model.Objects;
using ActorKube.Protocol.Nodes;
using ActorKube.TestKit.Objects;
using Akka.Actor;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests;

/// <summary>A container that misbehaves hurts nobody else on its node: a neighbour with a strict liveness probe runs on, and a pod that comes later starts.</summary>
public sealed class NeighbourTests : NodeHarness
{
    private const string Probed = """{ "exec": { "command": ["cat", "/tmp/alive"] }, "periodSeconds": 2, "timeoutSeconds": 60, "failureThreshold": 1 }""";

    [Theory]
    [InlineData("yes 0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    [InlineData("while true; do sleep 1000 & done")]
    [InlineData("a=xxxxxxxx; while true; do a=$a$a; done")]
    [InlineData("i=0; while true; do i=$((i+1)); echo $i > /tmp/$i; done")]
    [InlineData("yes > /tmp/big; sleep 1000")]
    [InlineData("trap '' TERM INT HUP; while true; do :; done")]
    public void Neighbours_run_on_beside_it_and_it_can_be_deleted(string script)
    {
        var neighbour = Shell("neighbour", "touch /tmp/alive; while true; do sleep 1; echo tick; done", pod => pod.Having("livenessProbe", Probed));
        Join(1, neighbour);
        Running(neighbour);
        var bad = Shell("bad", script);
        Bind(bad);
        StatusOf(bad, status => status["containerStatuses"]?[0]?["state"]?["waiting"] is null);

        AwaitTicks(neighbour, 5);
        var later = Bound(APod("later"), 60).Build();
        Bind(later);
        Assert.Equal(0, Restarts(Running(later)));
        AwaitTicks(neighbour, 10);

        Change(Bound(APod("bad"), 70).Deleting(DateTimeOffset.UnixEpoch, 2).Build());
        Deletion(bad);
        Assert.Contains("not found", Client().Refused(Host, Reading(neighbour, All with { Previous = true })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_answers_a_probe_with_garbage_fails_it_and_nothing_else()
    {
        var neighbour = Bound(APod("neighbour")).Build();
        var redis = Bound(APod("redis").Running("redis").Having("livenessProbe", """{ "httpGet": { "port": 6379 }, "failureThreshold": 1000 }""")).Build();
        Join(1, neighbour, redis);
        Running(neighbour);

        Assert.Contains("EOF", Event(redis, "Unhealthy"), StringComparison.Ordinal);
        Assert.Equal(0, Restarts(Running(redis)));
    }

    [Fact]
    public void A_runtime_that_crashes_loses_its_pods_and_no_other_nodes()
    {
        var pod = Bound(APod("web")).Build();
        Join(1, pod);
        Running(pod);
        Actor($"{NodeName}/runtime").Tell(Kill.Instance);
        StatusOf(pod, status => IsReady(status) && Restarts(status) == 1);
    }

    /// <summary>Waits until the neighbour has ticked so often, which a restart would begin anew.</summary>
    private void AwaitTicks(ApiObject pod, int ticks)
    {
        var client = Client().Open(Host, Reading(pod, All with { Follow = true })).UntilLength("tick\n".Length * ticks);
        Sys.Stop(client.Self);
    }

    private static ApiObject Shell(string name, string script, Func<PodBuilder, PodBuilder>? more = null)
    {
        var pod = APod(name).Running("busybox").Having("command", $"""["sh", "-c", {System.Text.Json.JsonSerializer.Serialize(script)}]""");
        return Bound(more is null ? pod : more(pod)).Build();
    }
}
