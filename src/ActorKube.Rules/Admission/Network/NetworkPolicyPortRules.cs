using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Network;

/// <summary>What a port, or a range of ports, of a NetworkPolicy must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-range-of-ports.</remarks>
internal static class NetworkPolicyPortRules
{
    private static readonly string[] Protocols = ["TCP", "UDP", "SCTP"];

    internal static IEnumerable<FieldFault> Check(Field rule)
    {
        var (protocol, port, last) = (rule["protocol"], rule["port"], rule["endPort"]);
        return
        [
            .. protocol.IsSet && !Protocols.Contains(protocol.Text) ? [FieldFault.NotSupported(protocol.Path, protocol.Text, Protocols)] : Array.Empty<FieldFault>(),
            .. port.Number is { } first
                ? Numbers(port, last, first)
                : Unranged(last, port.IsSet ? "non-numeric" : "not specified").Concat(ServicePortRules.NumberOrName(port)),
        ];
    }

    private static IEnumerable<FieldFault> Numbers(Field port, Field last, long first) =>
    [
        .. Checks.Port(port),
        .. last.Number < first ? [FieldFault.Invalid(last.Path, last.Number, "must be greater than or equal to `port`")] : Array.Empty<FieldFault>(),
        .. Checks.Port(last),
    ];

    private static IEnumerable<FieldFault> Unranged(Field last, string why) =>
        last.IsSet ? [FieldFault.Invalid(last.Path, last.Number, $"may not be specified when `port` is {why}")] : [];
}
