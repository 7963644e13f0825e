using ActorKube.Node.Timing;
using Akka.Actor;
using Xunit;

namespace ActorKube.Node.Tests;

public sealed class AlarmClockTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    private readonly AlarmClock _clock = new();

    [Fact]
    public void Alarms_ring_in_the_order_of_their_times()
    {
        var (last, first, second) = (Alarm("last"), Alarm("first"), Alarm("second"));
        last.Set(Soon * 30);
        second.Set(Soon * 15);
        first.Set(Soon);

        ExpectMsg("first", Patience);
        ExpectMsg("second", Patience);
        ExpectMsg("last", Patience);
        Assert.False(last.IsSet);
    }

    [Fact]
    public void An_alarm_that_is_set_again_rings_once_and_then()
    {
        var (early, late, mark) = (Alarm("earlier"), Alarm("later"), Alarm("mark"));
        early.Set(Late);
        early.Set(Soon);
        late.Set(Soon);
        late.Set(Late);
        mark.Set(Soon * 5);

        ExpectMsg("earlier", Patience);
        ExpectMsg("mark", Patience);
        Assert.True(late.IsSet);
    }

    [Fact]
    public void An_alarm_that_is_cancelled_does_not_ring_until_it_is_set_again()
    {
        var (alarm, mark) = (Alarm("alarm"), Alarm("mark"));
        alarm.Set(Soon);
        alarm.Cancel();
        mark.Set(Soon * 5);
        ExpectMsg("mark", Patience);

        alarm.Set(Soon);

        ExpectMsg("alarm", Patience);
    }

    [Fact]
    public void What_does_not_ring_any_more_is_swept_out()
    {
        var kept = Alarm("kept");
        kept.Set(Soon * 50);
        for (var number = 0; number < 100_000; number++)
        {
            var ended = Alarm("ended");
            ended.Set(Late);
            ended.Cancel();
        }

        Assert.InRange(_clock.Length, 1, 10_000);
        ExpectMsg("kept", Patience);
    }

    protected override void AfterAll()
    {
        _clock.Dispose();
        base.AfterAll();
    }

    private Alarm Alarm(string message) => new(_clock, TestActor, message);
}
