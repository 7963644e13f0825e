using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Nodes;
using Akka.Actor;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests;

/// <summary>What must not run on, and what must not begin.</summary>
public sealed class GoneAndRefusedTests : NodeHarness
{
    [Fact]
    public void A_refused_node_is_neither_watched_nor_vouched_for()
    {
        Fish<RegisterNodes>();
        Host.Tell(new NodesRegistered(1, [new NodeRefused(NodeName, new Refusal(RefusalReason.Conflict, "another process has it"))]), ControlPlane);

        Assert.Empty(Fish<NodeHeartbeats>().Nodes.ToArray());
    }

    [Fact]
    public void A_pod_that_is_removed_while_its_kubelet_starts_again_is_stopped_all_the_same()
    {
        var pod = Bound(APod("web")).Build();
        Join(1, pod);
        Running(pod);

        Actor($"{NodeName}/kubelet").Tell(Kill.Instance);
        Remove(pod);

        Fish<NodeHeartbeats>(beat => beat.PodsSeen > new Revision(10));
        Sys.ActorSelection($"/user/node-host/{NodeName}/runtime/{pod.Metadata.Uid}").Tell(new Identify(1), TestActor);
        Assert.Null(ExpectMsg<ActorIdentity>(Generous).Subject);
    }

    [Fact]
    public void An_image_that_must_not_be_pulled_and_is_not_there_says_so()
    {
        var pod = Bound(APod("web").With("spec.containers", System.Text.Json.Nodes.JsonNode.Parse(
            """[{"name":"main","image":"nginx:1.27","imagePullPolicy":"Never"}]"""))).Build();
        Join(1, pod);

        StatusOf(pod, status => (string?)status["containerStatuses"]![0]!["state"]!["waiting"]?["reason"] == "ErrImageNeverPull");
    }
}
