using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Protocol.Nodes;
using ActorKube.Protocol.Storage;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Xunit;

namespace ActorKube.ControlPlane.Tests.Root;

/// <summary>The root ties the rooms' lives to the store's.</summary>
public sealed class ControlPlaneActorTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(20);

    private readonly TestProbe _stores;
    private readonly TestProbe _rooms;
    private readonly IActorRef _controlPlane;

    public ControlPlaneActorTests()
    {
        (_stores, _rooms) = (CreateTestProbe(), CreateTestProbe());
        var settings = ControlPlaneSettings.From(ConfigurationFactory.ParseString("actorkube.control-plane { store-restart-min = 1ms, room-restart = 1ms, waiting-messages = 2 }"));
        var rooms = ImmutableArray.Create(
            new ControlPlaneRoom("scheduler", context => Props.Create(() => new Relay(_rooms, context.Epoch))),
            new ControlPlaneRoom(ControlPlaneRoom.NodeLifecycle, context => Props.Create(() => new Relay(_rooms, context.Epoch))));
        _controlPlane = Sys.ActorOf(ControlPlaneActor.Props(settings, EmulatedTimeProvider.RealTime, Props.Create(() => new Relay(_stores, 0)), rooms));
    }

    [Fact]
    public void Rooms_open_only_when_the_store_serves_and_messages_wait_until_then()
    {
        var store = _stores.ExpectMsg<Begun>().Actor;
        _controlPlane.Tell(new DescribeStore(7), TestActor);
        _controlPlane.Tell(new RegisterNodes("worker-1", 1, []), TestActor);
        _rooms.ExpectNoMsg(TimeSpan.FromMilliseconds(200));

        _controlPlane.Tell(new StoreReady(3, new Revision(9)), store);

        Assert.IsType<DescribeStore>(_stores.ExpectMsg<Told>().Message);
        // The rooms run side by side: their words may come in any order.
        var heard = _rooms.ReceiveN(3, Generous);
        Assert.Equal([3L, 3L], heard.OfType<Begun>().Select(begun => begun.Epoch));
        Assert.IsType<RegisterNodes>(Assert.Single(heard.OfType<Told>()).Message);
    }

    [Fact]
    public void The_asker_is_kept_so_that_the_store_answers_it_directly()
    {
        _controlPlane.Tell(new StoreReady(1, new Revision(1)), _stores.ExpectMsg<Begun>().Actor);

        _controlPlane.Tell(new DescribeStore(7), TestActor);

        Assert.Equal(TestActor, _stores.ExpectMsg<Told>().Sender);
    }

    [Fact]
    public void A_store_that_dies_takes_the_rooms_with_it_and_another_opens_them_anew()
    {
        var store = _stores.ExpectMsg<Begun>().Actor;
        _controlPlane.Tell(new StoreReady(1, new Revision(1)), store);
        _rooms.ExpectMsg<Begun>();
        _rooms.ExpectMsg<Begun>();

        store.Tell(new Die());

        _rooms.ExpectMsg<Gone>(Generous);
        _rooms.ExpectMsg<Gone>(Generous);
        var next = _stores.FishForMessage(message => message is Begun, Generous);
        _controlPlane.Tell(new DescribeStore(8), TestActor);
        _controlPlane.Tell(new StoreReady(2, new Revision(5)), ((Begun)next).Actor);
        Assert.Equal(2, _rooms.ExpectMsg<Begun>(Generous).Epoch);
        Assert.IsType<DescribeStore>(((Told)_stores.FishForMessage(message => message is Told, Generous)).Message);
    }

    [Fact]
    public void A_room_that_fails_is_opened_anew_alone_and_is_another_actor()
    {
        _controlPlane.Tell(new StoreReady(4, new Revision(1)), _stores.ExpectMsg<Begun>().Actor);
        var rooms = _rooms.ReceiveN(2, Generous).Cast<Begun>().Select(begun => begun.Actor).ToList();
        var lifecycle = rooms.Single(room => room.Path.Name == ControlPlaneRoom.NodeLifecycle);

        lifecycle.Tell(new Die());

        _rooms.ExpectMsg<Gone>(Generous);
        var next = _rooms.ExpectMsg<Begun>(Generous);
        Assert.Equal((lifecycle.Path, 4L), (next.Actor.Path, next.Epoch));
        Assert.NotEqual(lifecycle.Path.Uid, next.Actor.Path.Uid);
        AwaitAssert(
            () =>
            {
                _controlPlane.Tell(new RegisterNodes("worker-1", 1, []), TestActor);
                Assert.IsType<RegisterNodes>(_rooms.ExpectMsg<Told>(TimeSpan.FromMilliseconds(200)).Message);
            },
            Generous);
        _stores.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void No_more_messages_wait_than_are_allowed_to()
    {
        var store = _stores.ExpectMsg<Begun>().Actor;
        foreach (var id in new[] { 1, 2, 3 })
            _controlPlane.Tell(new DescribeStore(id), TestActor);

        _controlPlane.Tell(new StoreReady(1, new Revision(1)), store);

        Assert.Equal([1L, 2L], _stores.ReceiveN(2, Generous).Select(told => ((DescribeStore)((Told)told).Message).Id));
        _stores.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    private sealed record Begun(IActorRef Actor, long Epoch);

    private sealed record Gone;

    private sealed record Told(object Message, IActorRef Sender);

    private sealed record Die;

    private sealed class Relay : ReceiveActor
    {
        private readonly IActorRef _to;
        private readonly long _epoch;

        public Relay(IActorRef to, long epoch)
        {
            (_to, _epoch) = (to, epoch);
            Receive<Die>(_ => throw new InvalidOperationException("told to die"));
            ReceiveAny(message => _to.Tell(new Told(message, Sender)));
        }

        protected override void PreStart() => _to.Tell(new Begun(Self, _epoch));

        protected override void PostStop() => _to.Tell(new Gone());
    }
}
