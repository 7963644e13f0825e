using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Network;

/// <summary>What the ports of a Service must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services.</remarks>
internal static class ServicePortRules
{
    internal static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];

    internal static IEnumerable<FieldFault> Check(Field ports)
    {
        var names = new HashSet<string>();
        return ports.Items.SelectMany(port => Port(port, ports.Count > 1, names));
    }

    /// <summary>No two ports are the same to a client, or on a node.</summary>
    internal static IEnumerable<FieldFault> Distinct(Field ports)
    {
        var onNodes = new HashSet<(string, long)>();
        var ofService = new HashSet<(string, long)>();
        return
        [
            .. ports.Items.Where(port => port["nodePort"].Number is { } number and not 0 && !onNodes.Add((port["protocol"].Text, number)))
                .Select(port => FieldFault.Duplicate(port["nodePort"].Path, port["nodePort"].Number!)),
            .. ports.Items.Where(port => !ofService.Add((port["protocol"].Text, port["port"].Number ?? 0)))
                .Select(port => FieldFault.Duplicate(port.Path, GoSyntax.ServicePort(port["protocol"].Text, port["port"].Number ?? 0))),
        ];
    }

    /// <summary>A number, or the name of a container's port.</summary>
    internal static IEnumerable<FieldFault> NumberOrName(Field port) => port.Number is null && port.IsSet
        ? NameRule.PortName.Faults(port.Text).Select(fault => FieldFault.Invalid(port.Path, port.Text, fault))
        : Checks.Range(port, 1, 65535);

    /// <summary>A number that must be there.</summary>
    internal static IEnumerable<FieldFault> Number(Field port) =>
        port.Number is >= 1 and <= 65535 ? [] : [FieldFault.Invalid(port.Path, port.Number ?? 0, "must be between 1 and 65535, inclusive")];

    private static IEnumerable<FieldFault> Port(Field port, bool needsName, HashSet<string> names)
    {
        var (name, protocol) = (port["name"], port["appProtocol"]);
        return
        [
            .. Name(name, needsName, names),
            .. Number(port["port"]),
            .. Checks.OneOf(port["protocol"], Protocols),
            .. NumberOrName(port["targetPort"]),
            .. protocol.IsSet ? NameRule.QualifiedFaults(protocol.Text).Select(fault => FieldFault.Invalid(protocol.Path, protocol.Text, fault)) : [],
        ];
    }

    private static IEnumerable<FieldFault> Name(Field name, bool needed, HashSet<string> names)
    {
        if (name.IsEmptyText)
            return needed ? [FieldFault.Required(name.Path)] : [];
        return
        [
            .. NameRule.Label.Faults(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault)),
            .. names.Add(name.Text) ? Array.Empty<FieldFault>() : [FieldFault.Duplicate(name.Path, name.Text)],
        ];
    }
}
