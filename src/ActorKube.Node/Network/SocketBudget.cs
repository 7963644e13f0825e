using Akka.Actor;
using Akka.Configuration;

namespace ActorKube.Node.Network;

/// <summary>How many sockets the pods of this process may have together. Any thread may ask.</summary>
/// <param name="listeners">Ports that may be open at a time.</param>
/// <param name="connections">Connections to them.</param>
internal sealed class SocketBudget(int listeners, int connections) : IExtension
{
    private int _listeners;
    private int _connections;
    private int _told;

    /// <summary>Ports that may be open at a time.</summary>
    internal int Listeners => listeners;

    /// <summary>The one of this process: <c>actorkube.node.sockets</c> and <c>connections</c>.</summary>
    internal static SocketBudget Of(ActorSystem system) => system.WithExtension<SocketBudget, Provider>();

    /// <summary>Reads its bounds from the keys of <c>actorkube.node</c>.</summary>
    /// <exception cref="ConfigurationException">A bound makes no sense; the message names the key.</exception>
    internal static SocketBudget From(Config config)
    {
        return new(Bound("sockets"), Bound("connections"));

        int Bound(string key) => config.GetInt(key, -1) is >= 0 and var bound ? bound : throw new ConfigurationException($"actorkube.node.{key} must be a whole number, 0 or more");
    }

    internal bool TakeListener() => Take(ref _listeners, listeners);

    internal void GiveListener() => Interlocked.Decrement(ref _listeners);

    internal bool TakeConnection() => Take(ref _connections, connections);

    internal void GiveConnection() => Interlocked.Decrement(ref _connections);

    /// <summary>True the first time: one pod is told for all of the process that ports stay closed.</summary>
    internal bool ShouldTell() => Interlocked.Exchange(ref _told, 1) == 0;

    private static bool Take(ref int taken, int most)
    {
        if (Interlocked.Increment(ref taken) <= most)
            return true;
        Interlocked.Decrement(ref taken);
        return false;
    }

    internal sealed class Provider : ExtensionIdProvider<SocketBudget>
    {
        public override SocketBudget CreateExtension(ExtendedActorSystem system) =>
            From(system.Settings.Config.WithFallback(NodeConfig.Default).GetConfig("actorkube.node"));
    }
}
