using Akka.Configuration;
using Xunit;

namespace ActorKube.Node.Tests;

/// <summary>How many images a node may pull at a time, as the kubelet's settings of the same names have it.</summary>
public sealed class PullSettingsTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("max-parallel-image-pulls = 1", 1)]
    [InlineData("serialize-image-pulls = off", int.MaxValue)]
    [InlineData("serialize-image-pulls = off\nmax-parallel-image-pulls = 3", 3)]
    public void Pulls_are_serial_unless_the_settings_say_otherwise(string settings, int atOnce) => Assert.Equal(atOnce, From(settings).Pulls.AtOnce);

    [Theory]
    [InlineData("max-parallel-image-pulls = 2", "0 or 1 unless serialize-image-pulls is off")]
    [InlineData("max-parallel-image-pulls = -1", "a whole number, 0 for no bound")]
    public void Settings_that_contradict_each_other_are_refused(string settings, string wanted) =>
        Assert.Equal($"actorkube.node.max-parallel-image-pulls must be {wanted}", Assert.Throws<ConfigurationException>(() => From(settings)).Message);

    private static NodeHostSettings From(string settings) => NodeHostSettings.From(ConfigurationFactory.ParseString($"actorkube.node {{ {settings}\n }}"), "host-1", ["worker-1"]);
}
