using ActorKube.Model.Time;
using Xunit;

namespace ActorKube.Model.Tests.Time;

public sealed class EmulatedTimeProviderTests
{
    private readonly HandClock _real = new();

    [Fact]
    public void A_documented_wait_of_five_minutes_takes_fifteen_seconds_at_scale_twenty()
    {
        var time = new EmulatedTimeProvider(20, _real.GetUtcNow(), TestKit.At.Start, _real);
        Assert.Equal(TestKit.At.Start, time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(15), time.ToReal(TimeSpan.FromMinutes(5)));

        var began = time.GetTimestamp();
        _real.Pass(TimeSpan.FromSeconds(15));
        Assert.Equal(TestKit.At.Minute(5), time.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(5), time.GetElapsedTime(began));
    }

    [Fact]
    public void Timers_are_due_in_real_time()
    {
        var time = new EmulatedTimeProvider(20, _real.GetUtcNow(), TestKit.At.Start, _real);
        using var timer = time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(40), Timeout.InfiniteTimeSpan);
        Assert.Equal((TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan), _real.LastTimer);
    }

    [Fact]
    public void Processes_with_the_same_origin_and_scale_agree()
    {
        var origin = _real.GetUtcNow();
        var first = new EmulatedTimeProvider(7, origin, TestKit.At.Start, _real);
        _real.Pass(TimeSpan.FromSeconds(100));
        var second = new EmulatedTimeProvider(7, origin, TestKit.At.Start, _real);
        Assert.Equal(first.GetUtcNow(), second.GetUtcNow());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Time_does_not_stand_still_nor_run_back(double scale) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmulatedTimeProvider(scale, TestKit.At.Start, TestKit.At.Start));

    private sealed class HandClock : TimeProvider
    {
        private TimeSpan _passed;

        public (TimeSpan Due, TimeSpan Period) LastTimer { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => _passed += time;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _passed;

        public override long GetTimestamp() => 1_000_000 + _passed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            LastTimer = (dueTime, period);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
