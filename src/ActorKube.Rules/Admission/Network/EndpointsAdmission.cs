using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Network;

/// <summary>Admission of Endpoints.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoints-v1/.</remarks>
internal sealed class EndpointsAdmission() : KindAdmission(KindCatalogue.Endpoints)
{
    private protected override void Default(JsonObject tree)
    {
        foreach (var port in tree.Array("subsets").Objects().SelectMany(subset => subset.Array("ports").Objects()))
        {
            port.DropEmpty("name");
            port.Default("protocol", "TCP");
        }
    }

    private protected override IEnumerable<FieldFault> Validate(Field value) => value["subsets"].Items.SelectMany(Subset);

    private static IEnumerable<FieldFault> Subset(Field subset)
    {
        var (ready, unready, ports) = (subset["addresses"], subset["notReadyAddresses"], subset["ports"]);
        return
        [
            .. ready.Count == 0 && unready.Count == 0 ? [FieldFault.Required(subset.Path, "must specify `addresses` or `notReadyAddresses`")] : Array.Empty<FieldFault>(),
            .. ready.Items.Concat(unready.Items).SelectMany(Address),
            .. ports.Items.SelectMany(port => Port(port, ports.Count > 1)),
        ];
    }

    private static IEnumerable<FieldFault> Address(Field address)
    {
        var (ip, host, node) = (address["ip"], address["hostname"], address["nodeName"]);
        return
        [
            .. IPText.Address(ip),
            .. host.IsEmptyText ? [] : NameRule.Label.Faults(host.Text).Select(fault => FieldFault.Invalid(host.Path, host.Text, fault)),
            .. node.IsSet ? NameRule.Subdomain.Faults(node.Text).Select(fault => FieldFault.Invalid(node.Path, node.Text, fault)) : [],
            .. NonSpecialIP.Check(ip),
        ];
    }

    private static IEnumerable<FieldFault> Port(Field port, bool needsName)
    {
        var (name, protocol) = (port["name"], port["appProtocol"]);
        return
        [
            .. name.IsEmptyText
                ? needsName ? [FieldFault.Required(name.Path)] : Array.Empty<FieldFault>()
                : NameRule.Label.Faults(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault)),
            .. ServicePortRules.Number(port["port"]),
            .. Checks.OneOf(port["protocol"], ServicePortRules.Protocols),
            .. protocol.IsSet ? NameRule.QualifiedFaults(protocol.Text).Select(fault => FieldFault.Invalid(protocol.Path, protocol.Text, fault)) : [],
        ];
    }
}
