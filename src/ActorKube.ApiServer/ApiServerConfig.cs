using Akka.Configuration;

namespace ActorKube.ApiServer;

/// <summary>This room's defaults.</summary>
public static class ApiServerConfig
{
    /// <summary>The embedded <c>reference.conf</c>.</summary>
    public static Config Default { get; } =
        ConfigurationFactory.FromResource("ActorKube.ApiServer.reference.conf", typeof(ApiServerConfig).Assembly);
}
