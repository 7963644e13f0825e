using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Nodes;
using ActorKube.Protocol.Storage;
using Akka.Actor;
using Akka.Configuration;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests;

/// <summary>What a worker process says, and how it takes a control plane that comes and goes.</summary>
public sealed class NodeHostTests : NodeHarness
{
    [Fact]
    public void A_node_promises_no_more_pods_than_it_has_addresses()
    {
        var fault = Assert.Throws<ConfigurationException>(() => NodeHostSettings.From(ConfigurationFactory.ParseString("actorkube.node.capacity.pods = 254"), "host-1", ["worker-1"]));

        Assert.Equal("actorkube.node.capacity.pods must be 253 or less: a node has no more addresses for pods", fault.Message);
    }

    [Fact]
    public void A_bound_pod_runs_and_its_status_goes_up()
    {
        Join();
        var pod = Bound(APod("web").InitContainer("prepare")).Build();
        Bind(pod);

        var status = Running(pod);

        Assert.Equal("Running", (string?)status["phase"]);
        Assert.StartsWith("127.", (string?)status["podIP"], StringComparison.Ordinal);
        Assert.Equal("Completed", (string?)status["initContainerStatuses"]![0]!["state"]!["terminated"]!["reason"]);
    }

    [Fact]
    public void Pods_of_a_node_have_addresses_of_their_own()
    {
        var (one, other) = (Bound(APod("one")).Build(), Bound(APod("other")).Build());
        Join(1, one, other);

        Assert.NotEqual((string?)Running(one)["podIP"], (string?)Running(other)["podIP"]);
    }

    [Fact]
    public void A_deleted_pod_is_ended_within_its_grace_and_then_removed_by_its_uid()
    {
        var pod = Bound(APod("web")).Build();
        Join(1, pod);
        Running(pod);

        Change(Bound(APod("web"), 20).Deleting(DateTimeOffset.UnixEpoch, 5).Build());

        var deletion = Deletion(pod);
        Assert.Equal((0L, "web-uid"), (deletion.GraceSeconds, deletion.Uid));
    }

    [Fact]
    public void A_pod_that_ignores_SIGTERM_is_killed_when_its_grace_is_over()
    {
        var pod = Bound(APod("web").Annotated("actorkube.io/ignore-sigterm", "true")).Build();
        Join(1, pod);
        Running(pod);

        Change(Bound(APod("web").Annotated("actorkube.io/ignore-sigterm", "true"), 20).Deleting(DateTimeOffset.UnixEpoch, 2).Build());

        StatusOf(pod, status => (int?)status["containerStatuses"]![0]!["state"]?["terminated"]?["exitCode"] == 137);
    }

    [Fact]
    public void Another_control_plane_is_told_everything_again_and_no_container_notices()
    {
        var pod = Bound(APod("web")).Build();
        Join(1, pod);
        var before = (string?)Running(pod)["containerStatuses"]![0]!["containerID"];

        Fish<NodeHeartbeats>();
        Host.Tell(new HeartbeatsAcknowledged(2, [], []), ControlPlane);
        Join(2, pod);

        var after = Running(pod);
        Assert.Equal((before, 0), ((string?)after["containerStatuses"]![0]!["containerID"], Restarts(after)));
    }

    [Fact]
    public void A_node_that_was_taken_for_dead_stops_what_was_replaced_before_it_says_that_it_has_seen_it()
    {
        var (old, kept) = (Bound(APod("moved")).Build(), Bound(APod("kept")).Build());
        Join(1, old, kept);
        Running(old);
        Running(kept);
        Fish<NodeHeartbeats>(beat => beat.PodsSeen == new Revision(10));

        Host.Tell(new HeartbeatsAcknowledged(1, [], [NodeName]), ControlPlane);
        Sync(kept);

        Fish<NodeHeartbeats>(beat => beat.PodsSeen > new Revision(10));
        Sys.ActorSelection($"/user/node-host/{NodeName}/runtime/{old.Metadata.Uid}").Tell(new Identify(1), TestActor);
        Assert.Null(ExpectMsg<ActorIdentity>(Generous).Subject);
        Sys.ActorSelection($"/user/node-host/{NodeName}/runtime/{kept.Metadata.Uid}").Tell(new Identify(2), TestActor);
        Assert.NotNull(ExpectMsg<ActorIdentity>(Generous).Subject);
    }

    [Fact]
    public void A_pod_replaced_under_its_name_gives_way_to_the_new_one()
    {
        var old = Bound(APod("web")).Build();
        Join(1, old);
        Running(old);

        var next = Bound(APod("web").WithUid("second"), 30).Build();
        Remove(old);
        Bind(next);

        Assert.Equal(0, Restarts(Running(next)));
    }

    [Fact]
    public void A_lost_message_makes_the_host_watch_anew()
    {
        var pod = Bound(APod("web")).Build();
        Join(1, pod);
        Running(pod);

        Host.Tell(new WatchEvents(1, 99, new Revision(50), []), ControlPlane);

        Sync(pod);
    }

    [Fact]
    public void A_status_that_the_store_could_not_take_is_sent_again()
    {
        var pod = Bound(APod("web")).Build();
        Join(1, pod);

        var first = Fish<SubmitWrites>(submit => submit.Writes.OfType<ReplaceObject>().Any());
        Host.Tell(
            new WritesAnswered(first.Id, new Revision(1), [.. first.Writes.Select(_ => WriteResult.Refused(new Refusal(RefusalReason.ServiceUnavailable, "later")))]),
            ControlPlane);

        Running(pod);
    }

    [Fact]
    public void A_pod_that_ran_before_its_process_died_runs_again_in_place()
    {
        var lost = Bound(APod("web")).With("status", System.Text.Json.Nodes.JsonNode.Parse("""
            {"phase":"Running","startTime":"2026-01-01T00:00:00Z",
             "containerStatuses":[{"name":"main","restartCount":2,"state":{"running":{"startedAt":"2026-01-01T00:00:00Z"}}}]}
            """)).Build();
        Join(1, lost);

        Assert.Equal(3, Restarts(Running(lost)));
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_the_kubelets_words()
    {
        var pod = Bound(APod("huge").Requesting(cpu: "5")).Build();
        Join(1, pod);

        var status = StatusOf(pod, status => (string?)status["phase"] == "Failed");
        Assert.Equal("OutOfcpu", (string?)status["reason"]);
        Assert.Contains("requested: 5000, used: 0, capacity: 4000", (string?)status["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_image_name_and_a_missing_image_say_so()
    {
        var (bad, missing) = (Bound(APod("bad").Running("<none>")).Build(), Bound(APod("missing").Running("nginx:1.161")).Build());
        Join(1, bad, missing);

        StatusOf(bad, status => (string?)status["containerStatuses"]![0]!["state"]!["waiting"]?["reason"] == "InvalidImageName");
        StatusOf(missing, status => (string?)status["containerStatuses"]![0]!["state"]!["waiting"]?["reason"] == "ErrImagePull");
        StatusOf(missing, status => (string?)status["containerStatuses"]![0]!["state"]!["waiting"]?["reason"] == "ImagePullBackOff");
    }
}
