using Akka.Configuration;

namespace ActorKube.Store;

/// <summary>The store's configuration.</summary>
public static class StoreConfig
{
    /// <summary>
    /// The embedded <c>reference.conf</c>: defaults of <c>actorkube.store</c>, and the serializer of the journal's events. Hand it to the actor
    /// system above Akka's own defaults; where the events lie comes from <see cref="StorePersistence"/>.
    /// </summary>
    public static Config Default { get; } = ConfigurationFactory.FromResource("ActorKube.Store.reference.conf", typeof(StoreConfig).Assembly);
}
