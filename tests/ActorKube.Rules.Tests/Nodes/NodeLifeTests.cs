using ActorKube.Model.Objects;
using ActorKube.Rules.Nodes;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Nodes;

/// <summary>https://kubernetes.io/docs/concepts/architecture/nodes/#node-controller.</summary>
public class NodeLifeTests
{
    private static readonly NodePolicy Policy = new()
    {
        HeartbeatGrace = TimeSpan.FromSeconds(40), StartupGrace = TimeSpan.FromSeconds(60), Detector = FailureDetector.Either,
        Migration = PodMigration.All, PodGcQuarantine = TimeSpan.FromSeconds(40),
    };

    private static readonly NodeRecord Healthy = new("n1", "worker-1", "akka.tcp://k@w:1", 1)
    {
        LastHeard = At.Start, WasEverHeard = true, Report = new(true, "KubeletReady", "kubelet is posting ready status"),
    };

    private static string Verdict(NodeRecord record, double second, FailureDetector detector = FailureDetector.Either) =>
        NodeLife.Decide(record, Policy with { Detector = detector }, At.Start, At.Second(second)) is { } verdict ? $"{verdict.Ready} {verdict.Reason}" : "keep";

    [Theory]
    [InlineData(40, HostPresence.Present, FailureDetector.Either, "True KubeletReady")]
    [InlineData(40.1, HostPresence.Present, FailureDetector.Either, "Unknown NodeStatusUnknown")]
    [InlineData(1, HostPresence.Lost, FailureDetector.Either, "Unknown NodeStatusUnknown")]
    [InlineData(1, HostPresence.Lost, FailureDetector.Heartbeats, "True KubeletReady")]
    [InlineData(40.1, HostPresence.Present, FailureDetector.Heartbeats, "Unknown NodeStatusUnknown")]
    [InlineData(4000, HostPresence.Present, FailureDetector.Membership, "True KubeletReady")]
    [InlineData(1, HostPresence.Lost, FailureDetector.Membership, "Unknown NodeStatusUnknown")]
    [InlineData(1, HostPresence.Gone, FailureDetector.Heartbeats, "Unknown NodeStatusUnknown")]
    public void A_node_lives_by_its_heartbeats_or_its_process_as_the_detector_says(double second, HostPresence presence, FailureDetector detector, string expected) =>
        Assert.Equal(expected, Verdict(Healthy with { Presence = presence }, second, detector));

    [Fact]
    public void A_kubelet_that_reports_trouble_is_believed() =>
        Assert.Equal("False KubeletNotReady", Verdict(Healthy with { Report = new(false, "KubeletNotReady", "runtime is down") }, 1));

    [Fact]
    public void A_node_that_must_resync_keeps_its_state_until_it_has_seen_enough()
    {
        var back = Healthy with { MustResync = true };
        Assert.Equal("keep", Verdict(back with { PodsSeen = new Revision(999) }, 1));
        Assert.Equal("keep", Verdict(back with { ResyncAt = new Revision(10), PodsSeen = new Revision(9) }, 1));
        Assert.Equal("True KubeletReady", Verdict(back with { ResyncAt = new Revision(10), PodsSeen = new Revision(10) }, 1));
    }

    [Fact]
    public void Nobody_is_judged_unheard_before_the_control_plane_has_had_time_to_listen()
    {
        var stored = new NodeRecord("n1", "", "akka.tcp://k@w:1", 0) { LastHeard = At.Minute(-60), WasEverHeard = true, Presence = HostPresence.Gone };
        Assert.Equal("keep", Verdict(stored, 59));
        Assert.Equal("Unknown NodeStatusUnknown", Verdict(stored, 60));
    }

    [Fact]
    public void A_node_that_was_never_heard_says_so() =>
        Assert.Equal("Unknown NodeStatusNeverUpdated", Verdict(new NodeRecord("n1", "", "", 0) { LastHeard = At.Start }, 60));
}
