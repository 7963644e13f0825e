using Akka.Configuration;
using Xunit;

namespace ActorKube.ControlPlane.Tests.Root;

/// <summary>Settings come whole from the defaults, and refuse nonsense by the key's name.</summary>
public sealed class ControlPlaneSettingsTests
{
    [Fact]
    public void Nothing_needs_to_be_configured()
    {
        var settings = ControlPlaneSettings.From(Config.Empty);
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)), (settings.SchedulerBackoffInitial, settings.SchedulerBackoffMax));
        Assert.Equal(1000, settings.BindingsInFlight);
    }

    [Theory]
    [InlineData("scheduler.binding-batch", "0")]
    [InlineData("scheduler.backoff-initial", "0s")]
    [InlineData("room-restart", "0s")]
    [InlineData("events.remembered", "-1")]
    public void A_value_that_makes_no_sense_is_refused_by_its_key(string key, string value)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => ControlPlaneSettings.From(ConfigurationFactory.ParseString($"actorkube.control-plane.{key} = {value}")));
        Assert.Contains($"actorkube.control-plane.{key}", refusal.Message, StringComparison.Ordinal);
    }
}
