using ActorKube.Rules.Containers.Usage;
using Xunit;

namespace ActorKube.Rules.Tests.Containers;

public sealed class RequestRateTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_rate_is_that_of_the_last_ten_seconds_and_nothing_after_a_silence()
    {
        var rate = new RequestRate();
        Assert.Equal(0, rate.At(Start));
        for (var request = 0; request < 200; request++)
            rate.Count(Start.AddSeconds(request / 20.0));

        Assert.Equal(0, rate.At(Start.AddSeconds(9.99)));
        Assert.Equal(20, rate.At(Start.AddSeconds(10)));
        Assert.Equal(20, rate.At(Start.AddSeconds(19)));
        Assert.Equal(0, rate.At(Start.AddSeconds(20)));
    }

    [Fact]
    public void What_a_program_uses_follows_its_requests()
    {
        var curve = new UsageCurve(0.001) { PerRequest = 0.0002 };

        Assert.Equal(0.021, curve.At(TimeSpan.FromMinutes(1), requestsPerSecond: 100), 6);
    }
}
