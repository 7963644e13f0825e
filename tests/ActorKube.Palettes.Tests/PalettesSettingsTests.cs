using Akka.Configuration;

namespace ActorKube.Palettes.Tests;

public sealed class PalettesSettingsTests
{
    [Fact]
    public void The_reference_is_complete_and_sane() => Assert.Equal(4 * 1024 * 1024, PalettesSettings.From(Config.Empty).LargestRequest);

    [Theory]
    [InlineData("page-size = 0", "actorkube.palettes.page-size must be a whole number above zero, not \"0\"")]
    [InlineData("process-timeout = 0s", "actorkube.palettes.process-timeout must be a duration above zero, not \"0s\"")]
    public void A_value_that_makes_no_sense_is_refused_by_name(string setting, string message) => Assert.Equal(
        message, Assert.Throws<ConfigurationException>(() => PalettesSettings.From(ConfigurationFactory.ParseString($"actorkube.palettes {{ {setting} }}"))).Message);
}
