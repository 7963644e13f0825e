using Akka.Configuration;

namespace ActorKube.Node;

/// <summary>This room's defaults.</summary>
public static class NodeConfig
{
    /// <summary>The embedded <c>reference.conf</c>.</summary>
    public static Config Default { get; } = ConfigurationFactory.FromResource("ActorKube.Node.reference.conf", typeof(NodeConfig).Assembly);
}
