using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Writes;

namespace ActorKube.Rules.Admission.Network;

/// <summary>The addresses and ports that all Services but one have. Nothing is kept beside the Services themselves, so nothing can leak.</summary>
internal sealed class ServiceUse
{
    private readonly Lazy<HashSet<string>> _addresses;
    private readonly Lazy<HashSet<int>> _nodePorts;

    internal ServiceUse(WriteContext world, ResourceKey except)
    {
        var others = world.List(KindCatalogue.Namespace, "").SelectMany(home => world.List(KindCatalogue.Service, home.Key.Name)).Where(service => service.Key != except);
        _addresses = new(() => [.. others.SelectMany(service => service.Service.ClusterIPs)]);
        _nodePorts = new(() => [.. others.SelectMany(service => service.Service.NodePorts)]);
    }

    internal bool HasAddress(string address) => _addresses.Value.Contains(address);

    internal bool HasNodePort(long port) => _nodePorts.Value.Contains((int)port);
}
