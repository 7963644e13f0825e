using System.Collections.Immutable;
using System.Text;
using ActorKube.ControlPlane.Scheduler;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Model.Time;
using ActorKube.Protocol.Storage;
using ActorKube.TestKit.Objects;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.ControlPlane.Tests.Scheduler;

/// <summary>The scheduler against a store that the test plays.</summary>
public sealed class SchedulerActorTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly EmulatedTimeProvider Fast = new(100, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    private readonly TestProbe _store;
    private readonly IActorRef _scheduler;
    private long _watchId;
    private long _sequence;

    public SchedulerActorTests()
    {
        _store = CreateTestProbe();
        // The periodic look at everything would hide a wake-up that is missing.
        var settings = ControlPlaneSettings.From(ConfigurationFactory.ParseString("actorkube.control-plane.scheduler.unschedulable-flush = 100h"));
        _scheduler = Sys.ActorOf(SchedulerActor.Room.Open(new ControlPlaneContext(_store, 1, settings, Fast)), "scheduler");
        _watchId = _store.ExpectMsg<WatchObjects>().WatchId;
    }

    [Fact]
    public void A_pod_that_waits_is_bound_and_its_event_says_where()
    {
        Begin(ANode("worker-1"), APod("web"));

        var (id, bind) = ExpectBinding();
        Assert.Equal(("web", "worker-1", "web-uid"), (bind.Key.Name, bind.NodeName, bind.Uid));
        Answer(id, new WriteResult(WriteOutcome.Changed, Stored(APod("web").On("worker-1"), 9), null));

        Assert.Contains("Successfully assigned default/web to worker-1", Json(ExpectWrite<CreateObject>().Json), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_bound_before_the_whole_cluster_is_known()
    {
        Show(ANode("worker-1"), APod("web"));
        _store.ExpectNoMsg(TimeSpan.FromMilliseconds(200));

        Synced();
        ExpectBinding();
    }

    [Fact]
    public void A_pod_that_was_sent_counts_before_the_store_has_answered()
    {
        Begin(ANode("worker-1"), ANode("worker-2"), APod("a").Requesting(cpu: "3"), APod("b").Requesting(cpu: "3"));

        var submit = _store.ExpectMsg<SubmitWrites>();
        var nodes = submit.Writes.Cast<BindPod>().Select(bind => bind.NodeName).ToHashSet();
        Assert.Equal(2, nodes.Count);
    }

    [Fact]
    public void A_refused_binding_is_given_back_and_tried_again()
    {
        Begin(ANode("worker-1"), APod("web").Requesting(cpu: "4"));
        var (id, first) = ExpectBinding();

        Answer(id, WriteResult.Refused(Refusal.Conflict(first.Key)));

        var (_, again) = ExpectBinding();
        Assert.Equal("web", again.Key.Name);
    }

    [Fact]
    public void An_unschedulable_pod_says_why_once_in_condition_and_event_and_is_bound_when_a_node_comes()
    {
        Begin(ANode("worker-1").Tainted("k"), APod("web"));

        var patch = ExpectWrite<PatchObject>();
        Assert.Equal(Subresource.Status, patch.Subresource);
        Assert.Contains("\"reason\":\"Unschedulable\"", Json(patch.Patch), StringComparison.Ordinal);
        Assert.Contains("0/1 nodes are available: 1 node(s) had untolerated taint {k: }.", Json(patch.Patch), StringComparison.Ordinal);
        var @event = Json(ExpectWrite<CreateObject>().Json);
        Assert.Contains("FailedScheduling", @event, StringComparison.Ordinal);
        Assert.Contains("Warning", @event, StringComparison.Ordinal);

        Show(ANode("worker-2"));
        Assert.Equal("worker-2", ExpectBinding().Bind.NodeName);
    }

    [Fact]
    public void One_impossible_pod_does_not_hold_up_the_others()
    {
        Begin(ANode("worker-1"), APod("huge").Requesting(cpu: "100").Priority(10), APod("web"));

        var bound = _store.FishForMessage(message => message is SubmitWrites { Writes: [BindPod, ..] });
        Assert.Equal("web", ((SubmitWrites)bound).Writes[0].Key.Name);
    }

    [Fact]
    public void Room_that_a_pod_leaves_goes_to_one_that_waits()
    {
        var running = Stored(APod("old").On("worker-1").Requesting(cpu: "4"), 2);
        Begin(ANode("worker-1"), running, APod("web").Requesting(cpu: "4"));
        ExpectWrite<PatchObject>();
        ExpectWrite<CreateObject>();

        Tell(new WatchEvent(WatchEventType.Deleted, running));

        Assert.Equal("web", ExpectBinding().Bind.Key.Name);
    }

    [Fact]
    public void A_gated_pod_says_so_and_waits_for_its_gates()
    {
        Begin(ANode("worker-1"), APod("web").Gated("example.com/quota"));

        Assert.Contains("\"reason\":\"SchedulingGated\"", Json(ExpectWrite<PatchObject>().Patch), StringComparison.Ordinal);
        _store.ExpectNoMsg(TimeSpan.FromMilliseconds(200));

        Tell(new WatchEvent(WatchEventType.Modified, Stored(APod("web"), 7)));
        ExpectBinding();
    }

    [Fact]
    public void Pods_of_another_scheduler_are_left_alone()
    {
        Begin(ANode("worker-1"), APod("web").With("spec.schedulerName", "mine"));
        _store.ExpectNoMsg(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public void A_lost_message_begins_the_watch_anew_and_forgets_what_was_seen()
    {
        Begin(ANode("worker-1"));
        _sequence++;
        Show(APod("web"));

        _watchId = _store.ExpectMsg<WatchObjects>().WatchId;
        _sequence = 0;
        Begin(ANode("worker-2"), APod("web"));

        Assert.Equal("worker-2", ExpectBinding().Bind.NodeName);
    }

    public static TheoryData<string> WaysToHelp => ["taint removed", "uncordoned", "labelled", "grown", "finished", "gone"];

    [Theory]
    [MemberData(nameof(WaysToHelp))]
    public void Whatever_may_help_wakes_the_pod(string way)
    {
        var node = ANode("worker-1").With("4", "8Gi").Labelled("disk", "ssd");
        var old = APod("old").On("worker-1").Requesting(cpu: "4");
        var (before, after) = way switch
        {
            "taint removed" => (ANode("worker-1").Labelled("disk", "ssd").Tainted("k"), node),
            "uncordoned" => (ANode("worker-1").Labelled("disk", "ssd").Cordoned(), node),
            "labelled" => (ANode("worker-1"), node),
            "grown" => (ANode("worker-1").Labelled("disk", "ssd").With("1", "8Gi"), node),
            _ => (node, null),
        };
        Begin(before, APod("web").OnlyOn("disk", "ssd").Requesting(cpu: "2"), after is null ? old : APod("bystander").On("worker-1"));
        ExpectWrite<PatchObject>();

        Tell(way switch
        {
            "finished" => new WatchEvent(WatchEventType.Modified, Stored(old.Phase("Succeeded"), 20)),
            "gone" => new WatchEvent(WatchEventType.Deleted, Stored(old, 20)),
            _ => new WatchEvent(WatchEventType.Modified, after!.Stored(20).Build()),
        });

        Assert.Equal("web", ExpectBinding().Bind.Key.Name);
    }

    [Fact]
    public void A_pod_that_is_being_deleted_takes_its_room_until_it_is_gone()
    {
        Begin(ANode("worker-1"), APod("old").On("worker-1").Requesting(cpu: "4").Deleting(TestKit.At.Minute(1)), APod("web").Requesting(cpu: "4"));
        Assert.Contains("1 Insufficient cpu", Json(ExpectWrite<PatchObject>().Patch), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_reason_is_not_said_twice()
    {
        Begin(ANode("worker-1").Tainted("k"), APod("web"));
        ExpectWrite<PatchObject>();
        ExpectWrite<CreateObject>();

        Tell(new WatchEvent(WatchEventType.Modified, ANode("worker-1").Tainted("k").Labelled("more", "labels").Stored(9).Build()));
        _store.ExpectNoMsg(TimeSpan.FromMilliseconds(300));

        Show(ANode("worker-2").Tainted("k"));
        Assert.Contains("0/2 nodes are available", Json(ExpectWrite<PatchObject>().Patch), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_scheduler_before_said_is_not_said_again()
    {
        var condition = new System.Text.Json.Nodes.JsonObject
        {
            ["type"] = "PodScheduled", ["status"] = "False", ["reason"] = "Unschedulable", ["message"] = "0/1 nodes are available: 1 node(s) had untolerated taint {k: }.",
        };
        Begin(ANode("worker-1").Tainted("k"), APod("web").With("status.conditions", new System.Text.Json.Nodes.JsonArray(condition)));
        _store.ExpectNoMsg(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public void The_refusal_of_a_pod_that_is_gone_does_not_touch_another_of_its_name()
    {
        Begin(ANode("worker-1"), APod("web").Requesting(cpu: "4"));
        var (id, bind) = ExpectBinding();
        var old = Stored(APod("web").Requesting(cpu: "4"), 5);
        Tell(new WatchEvent(WatchEventType.Deleted, old), new WatchEvent(WatchEventType.Added, Stored(APod("web").WithUid("another").Requesting(cpu: "4"), 6)));
        Assert.Equal("another", ExpectBinding().Bind.Uid);

        Answer(id, WriteResult.Refused(Refusal.Conflict(bind.Key)));
        Show(APod("late").Requesting(cpu: "4"));

        // The node is still taken by the second pod: the third has to wait.
        Assert.Equal("late", ExpectWrite<PatchObject>().Key.Name);
    }

    [Fact]
    public void A_pod_that_is_deleted_while_its_binding_is_refused_is_left_alone_and_its_room_given_back()
    {
        Begin(ANode("worker-1"), APod("web").Requesting(cpu: "4"));
        var (id, bind) = ExpectBinding();
        Tell(new WatchEvent(WatchEventType.Modified, Stored(APod("web").Requesting(cpu: "4").Deleting(TestKit.At.Minute(1)), 5)));

        Answer(id, WriteResult.Refused(Refusal.Conflict(bind.Key)));
        Show(APod("next").Requesting(cpu: "4"));

        Assert.Equal("next", ExpectBinding().Bind.Key.Name);
        _store.ExpectNoMsg(TimeSpan.FromMilliseconds(300));
    }

    private void Begin(params object[] objects)
    {
        Show(objects);
        Synced();
    }

    private void Show(params object[] objects) => Tell([.. objects.Select((item, index) => new WatchEvent(WatchEventType.Added, item switch
    {
        ApiObject built => built,
        PodBuilder pod => Stored(pod.With("spec.schedulerName", SchedulerNameOf(pod)), index + 1),
        NodeBuilder node => node.Stored(index + 1).Build(),
        _ => throw new ArgumentException($"{item} is no object"),
    }))]);

    private static string SchedulerNameOf(PodBuilder pod) => pod.Build().Pod.SchedulerName is { Length: > 0 } name ? name : "default-scheduler";

    private static ApiObject Stored(PodBuilder pod, long revision) => pod.With("spec.schedulerName", SchedulerNameOf(pod)).Stored(revision).Build();

    private void Tell(params ImmutableArray<WatchEvent> events) => _scheduler.Tell(new WatchEvents(_watchId, ++_sequence, new Revision(100), events), _store);

    private void Synced() => _scheduler.Tell(new WatchSynced(_watchId, ++_sequence, new Revision(100)), _store);

    private (long Id, BindPod Bind) ExpectBinding()
    {
        var submit = (SubmitWrites)_store.FishForMessage(message => message is SubmitWrites { Writes: [BindPod, ..] }, TimeSpan.FromSeconds(20));
        return (submit.Id, (BindPod)submit.Writes[0]);
    }

    private T ExpectWrite<T>() where T : Write => (T)((SubmitWrites)_store.FishForMessage(message => message is SubmitWrites { Writes: [T] })).Writes[0];

    private void Answer(long id, params ImmutableArray<WriteResult> results) => _scheduler.Tell(new WritesAnswered(id, new Revision(101), results), _store);

    private static string Json(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
