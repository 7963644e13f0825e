using System.Net.Sockets;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Network;

/// <summary>What the endpoints in an EndpointSlice must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/.</remarks>
internal static class EndpointRules
{
    private const int MostEndpoints = 1000;
    private const int MostAddresses = 100;
    private const int MostTopologyLabels = 16;
    private const int MostZones = 8;

    internal static IEnumerable<FieldFault> Check(Field endpoints, string type) => endpoints.Count > MostEndpoints
        ? [FieldFault.TooMany(endpoints.Path, endpoints.Count, MostEndpoints)]
        : endpoints.Items.SelectMany(endpoint => Endpoint(endpoint, type));

    private static IEnumerable<FieldFault> Endpoint(Field endpoint, string type)
    {
        var (addresses, node, topology, host) = (endpoint["addresses"], endpoint["nodeName"], endpoint["deprecatedTopology"], endpoint["hostname"]);
        return
        [
            .. addresses.Count switch
            {
                0 => [FieldFault.Required(addresses.Path, "must contain at least 1 address")],
                > MostAddresses => [FieldFault.TooMany(addresses.Path, addresses.Count, MostAddresses)],
                _ => Array.Empty<FieldFault>(),
            },
            .. addresses.Items.SelectMany(address => Address(address, type)),
            .. node.IsSet ? NameRule.Subdomain.Faults(node.Text).Select(fault => FieldFault.Invalid(node.Path, node.Text, fault)) : [],
            .. topology.Count > MostTopologyLabels ? [FieldFault.TooMany(topology.Path, topology.Count, MostTopologyLabels)] : Array.Empty<FieldFault>(),
            .. LabelRules.Check(topology),
            .. host.IsSet ? NameRule.Label.Faults(host.Text).Select(fault => FieldFault.Invalid(host.Path, host.Text, fault)) : [],
            .. Zones(endpoint["hints"]["forZones"]),
        ];
    }

    private static IEnumerable<FieldFault> Address(Field address, string type) => type switch
    {
        "IPv4" => OfFamily(address, AddressFamily.InterNetwork, type),
        "IPv6" => OfFamily(address, AddressFamily.InterNetworkV6, type),
        "FQDN" => Domain(address),
        _ => [],
    };

    private static IEnumerable<FieldFault> OfFamily(Field address, AddressFamily family, string type) =>
    [
        .. IPText.Parse(address.Text)?.AddressFamily == family ? Array.Empty<FieldFault>() : [FieldFault.Invalid(address.Path, address.Text, $"must be a valid {type} address")],
        .. NonSpecialIP.Check(address),
    ];

    private static IEnumerable<FieldFault> Domain(Field address)
    {
        if (address.IsEmptyText)
            return [FieldFault.Required(address.Path)];
        // A name may end in a dot, which says that it is whole.
        var name = address.Text.EndsWith('.') ? address.Text[..^1] : address.Text;
        if (NameRule.Subdomain.Faults(name).ToList() is { Count: > 0 } faults)
            return [FieldFault.Invalid(address.Path, name, string.Join(",", faults))];
        if (!name.Contains('.'))
            return [FieldFault.Invalid(address.Path, name, "should be a domain with at least two segments separated by dots")];
        return name.Split('.').Select(label => (Label: label, Faults: NameRule.Label.Faults(label).ToList())).Where(label => label.Faults.Count > 0).Take(1)
            .Select(label => FieldFault.Invalid(address.Path, label.Label, string.Join(",", label.Faults)));
    }

    private static IEnumerable<FieldFault> Zones(Field zones)
    {
        if (zones.Count > MostZones)
            return [FieldFault.TooMany(zones.Path, zones.Count, MostZones)];
        var seen = new HashSet<string>();
        return zones.Each("name").SelectMany(zone => (FieldFault[])
        [
            .. seen.Add(zone.Text) ? Array.Empty<FieldFault>() : [FieldFault.Duplicate(zone.Path, zone.Text)],
            .. LabelRules.Value(zone.Path, zone.Text),
        ]);
    }
}
