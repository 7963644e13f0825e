using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Network;

/// <summary>What a load balancer may say of the places where it takes traffic, for a Service or an Ingress.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-ip-mode.</remarks>
internal static class LoadBalancerStatusRules
{
    /// <summary>The places of a Service's load balancer.</summary>
    internal static IEnumerable<FieldFault> Check(Field places) => places.Items.SelectMany(place => Place(place).Concat(Mode(place["ip"], place["ipMode"])));

    /// <summary>An address, a name, or both.</summary>
    internal static IEnumerable<FieldFault> Place(Field place)
    {
        var (address, name) = (place["ip"], place["hostname"]);
        return
        [
            .. address.IsEmptyText ? [] : IPText.Address(address),
            .. name.IsEmptyText ? [] : NameRule.Subdomain.Faults(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault)),
            .. IPText.Parse(name.Text) is null ? Array.Empty<FieldFault>() : [FieldFault.Invalid(name.Path, name.Text, "must be a DNS name, not an IP address")],
        ];
    }

    private static IEnumerable<FieldFault> Mode(Field address, Field mode)
    {
        if (!mode.IsSet)
            return address.IsEmptyText ? [] : [FieldFault.Required(mode.Path, "must be specified when `ip` is set")];
        return address.IsEmptyText ? [FieldFault.Forbidden(mode.Path, "may not be specified when `ip` is not set")] : Checks.Known(mode, "Proxy", "VIP");
    }
}
