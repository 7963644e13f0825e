using ActorKube.Model.Objects;
using ActorKube.Protocol.Nodes;
using Akka.Actor;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests;

/// <summary>Logs, as people ask for them.</summary>
public sealed class ContainerLogTests : NodeHarness
{
    [Fact]
    public void The_tail_of_a_log_is_read_and_followed()
    {
        var pod = Printing("echo one; echo two; while true; do sleep 40; echo tick; done");

        var read = Read(new ReadContainerLog(7, pod.Key, "", Previous: false, TailLines: 1, Follow: true));
        Assert.Equal((7L, false, "two"), (read.Id, read.Ended, Assert.Single(read.Lines).Text));

        Assert.Equal("tick", Assert.Single(ExpectMsg<ContainerLogRead>(Generous).Lines).Text);
    }

    [Fact]
    public void The_run_before_the_last_restart_is_kept()
    {
        var pod = Bound(APod("web").Running("busybox").With("spec.containers", System.Text.Json.Nodes.JsonNode.Parse(
            """[{"name":"main","image":"busybox","command":["sh","-c","echo here; exit 1"]}]"""))).Build();
        Join(1, pod);
        StatusOf(pod, status => Restarts(status) == 1);

        var read = Read(new ReadContainerLog(1, pod.Key, "main", Previous: true, TailLines: null, Follow: false));

        Assert.Equal("here", Assert.Single(read.Lines).Text);
    }

    [Theory]
    [InlineData("nowhere", "", false, "pods \"nowhere\" not found")]
    [InlineData("web", "other", false, "container other is not valid for pod web")]
    [InlineData("web", "", true, "previous terminated container \"main\" in pod \"web\" not found")]
    public void What_cannot_be_read_is_refused_in_upstreams_words(string name, string container, bool previous, string message)
    {
        Printing("sleep infinity");

        var read = Read(new ReadContainerLog(1, ResourceKey.Pod("default", name), container, previous, null, Follow: false));

        Assert.True(read.Ended);
        Assert.Equal(message, read.Refusal!.Message);
    }

    private ApiObject Printing(string script)
    {
        var command = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject
        {
            ["name"] = "main", ["image"] = "busybox", ["command"] = new System.Text.Json.Nodes.JsonArray("sh", "-c", script),
        });
        var pod = Bound(APod("web").With("spec.containers", command)).Build();
        Join(1, pod);
        Running(pod);
        // The program starts a moment after its container: wait for its first words, or for nothing if it has none.
        if (script.StartsWith("echo", StringComparison.Ordinal))
            AwaitAssert(() => Assert.NotEmpty(Read(new ReadContainerLog(99, pod.Key, "", false, null, false)).Lines), Generous);
        return pod;
    }

    private ContainerLogRead Read(ReadContainerLog request)
    {
        Host.Tell(request, TestActor);
        return ExpectMsg<ContainerLogRead>(Generous);
    }
}
