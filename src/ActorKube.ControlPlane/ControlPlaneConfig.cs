using Akka.Configuration;

namespace ActorKube.ControlPlane;

/// <summary>This room's defaults.</summary>
public static class ControlPlaneConfig
{
    /// <summary>The embedded <c>reference.conf</c>.</summary>
    public static Config Default { get; } =
        ConfigurationFactory.FromResource("ActorKube.ControlPlane.reference.conf", typeof(ControlPlaneConfig).Assembly);
}
