using Akka.Configuration;

namespace ActorKube.Protocol;

/// <summary>The settings that every process needs to speak this protocol: serializers, bindings, frame size.</summary>
public static class ProtocolConfig
{
    /// <summary>
    /// The embedded <c>reference.conf</c>. It overrides Akka's own defaults, so put it above them: hand it to the actor system, don't append it.
    /// </summary>
    public static Config Default { get; } = ConfigurationFactory.FromResource("ActorKube.Protocol.reference.conf", typeof(ProtocolConfig).Assembly);
}
