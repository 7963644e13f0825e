using System.Net;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Network;

/// <summary>What a peer of a NetworkPolicy must keep to: pods, namespaces, or a block of addresses.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors.</remarks>
internal static class NetworkPolicyPeerRules
{
    internal static IEnumerable<FieldFault> Check(Field peer)
    {
        var (pods, namespaces, block) = (peer["podSelector"], peer["namespaceSelector"], peer["ipBlock"]);
        return
        [
            .. LabelSelectorRules.Check(pods),
            .. LabelSelectorRules.Check(namespaces),
            .. block.IsSet ? Block(block) : [],
            .. (block.IsSet, pods.IsSet || namespaces.IsSet) switch
            {
                (false, false) => [FieldFault.Required(peer.Path, "must specify a peer")],
                (true, true) => [FieldFault.Forbidden(peer.Path, "may not specify both ipBlock and another peer")],
                _ => Array.Empty<FieldFault>(),
            },
        ];
    }

    private static IEnumerable<FieldFault> Block(Field block)
    {
        var cidr = block["cidr"];
        if (cidr.IsEmptyText)
            return [FieldFault.Required(cidr.Path)];
        return IPText.ParseNetwork(cidr.Text) is { } network
            ? block["except"].Items.SelectMany(except => Exception(except, network))
            : IPText.Network(cidr.Path, cidr.Text);
    }

    private static IEnumerable<FieldFault> Exception(Field except, (IPAddress Address, int Prefix) network)
    {
        if (IPText.ParseNetwork(except.Text) is not { } hole)
            return IPText.Network(except.Path, except.Text);
        return hole.Prefix > network.Prefix && IPText.Contains(network, hole.Address) ? [] : [FieldFault.Invalid(except.Path, except.Text, "must be a strict subset of `cidr`")];
    }
}
