using System.Collections.Immutable;
using ActorKube.ControlPlane.Controllers;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Model.Time;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Workloads;
using ActorKube.TestKit;
using ActorKube.TestKit.Objects;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.ControlPlane.Tests.Controllers;

/// <summary>The test plays the store, so that it decides what the controller hears, and in which order.</summary>
public class ControllerActorTests : Akka.TestKit.Xunit2.TestKit
{
    private readonly TestProbe _store;
    private readonly IActorRef _controller;
    private long _sequence;

    public ControllerActorTests() : base("akka.loglevel = ERROR\nakka.test.default-timeout = 20s")
    {
        _store = CreateTestProbe("store");
        var context = new ControlPlaneContext(
            _store, 1, ControlPlaneSettings.From(ConfigurationFactory.ParseString("actorkube.control-plane.controllers.answer-timeout = 1s")), EmulatedTimeProvider.RealTime);
        _controller = Sys.ActorOf(ControllersRoom.Controller(new ReplicaSetReconciler(), context));
        _store.ExpectMsg<WatchObjects>();
    }

    private static ReplicaSetBuilder Set(int replicas) => AReplicaSet("web").Replicas(replicas).Generation(1).WithUid("web-uid");

    private static PodBuilder Pod(string name) => APod(name).Labelled("app", "web").Owned(Set(1).Stored().Build());

    private void Show(long revision, params ApiObject[] items) => _controller.Tell(new WatchEvents(
        1, ++_sequence, new(revision), [.. items.Select(item => new WatchEvent(WatchEventType.Modified, item))]), _store);

    private void Synced(long revision) => _controller.Tell(new WatchSynced(1, ++_sequence, new(revision)), _store);

    private SubmitWrites Asked() => (SubmitWrites)_store.FishForMessage(message => message is SubmitWrites submit
        && submit.Writes.Any(write => write.Key.Kind != KindCatalogue.Event));

    private static int Creates(SubmitWrites submit) => submit.Writes.OfType<CreateObject>().Count();

    private void Answer(SubmitWrites submit, long firstRevision)
    {
        var results = submit.Writes.Select((write, i) => write is CreateObject
            ? new WriteResult(WriteOutcome.Created, Pod($"p{i}").Stored(firstRevision + i).Build(), null)
            : new WriteResult(WriteOutcome.Changed, Set(3).Stored(firstRevision + i).Build(), null)).ToImmutableArray();
        _controller.Tell(new WritesAnswered(submit.Id, new(firstRevision + results.Length), results), _store);
    }

    [Fact]
    public void Nothing_is_decided_before_the_initial_objects_are_complete()
    {
        Show(0, Set(3).Stored(1).Build());
        _store.ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        Synced(1);
        Assert.Equal(3, Creates(Asked()));
    }

    [Fact]
    public void A_key_rests_until_its_own_writes_have_come_back_so_no_pod_is_made_twice()
    {
        Show(0, Set(3).Stored(1).Build());
        Synced(1);
        var first = Asked();
        Show(2, Set(3).Labelled("touched", "1").Stored(2).Build());
        Answer(first, firstRevision: 3);
        Show(2, Set(3).Labelled("touched", "2").Stored(2).Build());
        _store.FishForMessage(message => message is SubmitWrites { Writes: [CreateObject { Key.Kind: var kind }] } && kind == KindCatalogue.Event);
        Assert.Empty(_store.ReceiveWhile(TimeSpan.FromMilliseconds(300), message =>
            message is SubmitWrites submit && submit.Writes.All(write => write.Key.Kind != KindCatalogue.Event) ? submit : null)
            .OfType<SubmitWrites>());

        Show(6, [.. Enumerable.Range(0, 3).Select(i => Pod($"p{i}").Stored(3 + i).Build()), Set(3).Counting(("replicas", 0)).Stored(6).Build()]);
        Assert.Equal(0, Creates(Asked()));
    }

    [Fact]
    public void Many_writes_go_in_batches_and_the_key_rests_until_the_last_has_come_back()
    {
        Show(0, Set(250).Stored(1).Build());
        Synced(1);
        var batches = Enumerable.Range(0, 3).Select(_ => Asked()).ToList();
        Assert.Equal([100, 100, 50], batches.Select(Creates));

        var pods = Enumerable.Range(0, 250).Select(i => Pod($"p{i}").Stored(2 + i).Build()).ToList();
        foreach (var (i, batch) in batches.Index())
            _controller.Tell(new WritesAnswered(batch.Id, new(251), [.. batch.Writes.Select((write, k) => write is CreateObject
                ? new WriteResult(WriteOutcome.Created, pods[(i * 100) + k], null)
                : new WriteResult(WriteOutcome.Changed, Set(250).Stored(252).Build(), null))]), _store);
        Show(100, [.. pods.Take(99)]);
        Assert.Empty(_store.ReceiveWhile(TimeSpan.FromMilliseconds(300), message =>
            message is SubmitWrites submit && submit.Writes.All(write => write.Key.Kind != KindCatalogue.Event) ? submit : null)
            .OfType<SubmitWrites>());
        Show(252, [.. pods.Skip(99), Set(250).Stored(252).Build()]);
        Assert.Equal(0, Creates(Asked()));
    }

    [Fact]
    public void A_conflict_is_looked_at_again_and_told_to_nobody()
    {
        Show(0, Set(1).Stored(1).Build());
        Synced(1);
        var first = Asked();
        _controller.Tell(new WritesAnswered(first.Id, new(1),
            [.. first.Writes.Select(write => WriteResult.Refused(Refusal.Conflict(write.Key)))]), _store);
        var again = _store.ExpectMsg<SubmitWrites>();
        Assert.Equal(1, Creates(again));
        Assert.DoesNotContain(again.Writes, write => write.Key.Kind == KindCatalogue.Event);
    }

    [Fact]
    public void An_answer_that_never_comes_makes_it_watch_anew()
    {
        Show(0, Set(1).Stored(1).Build());
        Synced(1);
        Asked();
        Assert.Equal(2, _store.FishForMessage<WatchObjects>(_ => true).WatchId);
    }

    [Fact]
    public void A_gap_in_the_watch_makes_it_watch_anew()
    {
        Show(0, Set(1).Stored(1).Build());
        _sequence++;
        Synced(1);
        Assert.Equal(2, _store.FishForMessage<WatchObjects>(_ => true).WatchId);
    }
}
