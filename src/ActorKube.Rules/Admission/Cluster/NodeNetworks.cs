using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Network;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>The networks that a node gives its pods addresses of. An old field says the first of them again.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/dual-stack/.</remarks>
internal static class NodeNetworks
{
    /// <summary>Makes both fields say the same; where they don't, the old one is right.</summary>
    internal static void Align(JsonObject spec)
    {
        var (first, all) = (spec.Text("podCIDR"), spec.Array("podCIDRs").Texts().ToList());
        if (first.Length > 0 && (all.Count == 0 || all[0] != first))
            spec["podCIDRs"] = new JsonArray(first);
        else if (first.Length == 0 && all.Count > 0)
            spec["podCIDR"] = all[0];
    }

    internal static IEnumerable<FieldFault> Check(Field networks)
    {
        var families = networks.Items.Select(item => IPText.ParseNetwork(item.Text)?.Address.AddressFamily).ToList();
        return
        [
            .. networks.Items.SelectMany(item => IPText.Network(item.Path, item.Text)),
            .. families.Count > 2 || families.Distinct().Count() < families.Count
                ? [FieldFault.Invalid(networks.Path, GoSyntax.Texts(networks), "may specify no more than one CIDR for each IP family")]
                : Array.Empty<FieldFault>(),
        ];
    }
}
