using ActorKube.Model.Time;
using Xunit;

namespace ActorKube.Model.Tests.Time;

public sealed class HumanDurationTests
{
    [Theory]
    [InlineData("-00:00:02.5", "<invalid>")]
    [InlineData("-00:00:01", "0s")]
    [InlineData("00:00:00.9", "0s")]
    [InlineData("00:01:59", "119s")]
    [InlineData("00:02:00", "2m")]
    [InlineData("00:09:59", "9m59s")]
    [InlineData("00:10:59", "10m")]
    [InlineData("02:59:59", "179m")]
    [InlineData("03:00:59", "3h")]
    [InlineData("07:59:00", "7h59m")]
    [InlineData("08:59:00", "8h")]
    [InlineData("1.23:59:59", "47h")]
    [InlineData("2.00:59:59", "2d")]
    [InlineData("7.23:00:00", "7d23h")]
    [InlineData("8.23:00:00", "8d")]
    [InlineData("729.23:00:00", "729d")]
    [InlineData("730.00:00:00", "2y")]
    [InlineData("1000.00:00:00", "2y270d")]
    [InlineData("2920.00:00:00", "8y")]
    public void Spans_read_as_kubectl_prints_them(string span, string text) => Assert.Equal(text, HumanDuration.Of(TimeSpan.Parse(span)));

    [Fact]
    public void A_moment_that_is_not_known_has_no_age() => Assert.Equal("<unknown>", HumanDuration.Since(null, DateTimeOffset.UnixEpoch));
}
