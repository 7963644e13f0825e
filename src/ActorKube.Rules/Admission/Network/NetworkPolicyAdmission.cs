using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Network;

/// <summary>Admission of NetworkPolicies.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/.</remarks>
internal sealed class NetworkPolicyAdmission() : KindAdmission(KindCatalogue.NetworkPolicy)
{
    private static readonly string[] Types = ["Ingress", "Egress"];

    internal override bool CountsGenerations => true;

    private protected override void Default(JsonObject tree)
    {
        var spec = tree.Part("spec");
        spec.Part("podSelector");
        foreach (var port in spec.Array("ingress").Objects().Concat(spec.Array("egress").Objects()).SelectMany(rule => rule.Array("ports").Objects()))
        {
            if (port["protocol"] is null)
                port["protocol"] = "TCP";
        }
        if (spec["policyTypes"] is null or JsonArray { Count: 0 })
            spec["policyTypes"] = spec.Array("egress") is { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress");
    }

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var spec = value["spec"];
        return
        [
            .. LabelSelectorRules.Check(spec["podSelector"]),
            .. spec["ingress"].Items.SelectMany(rule => Rule(rule, "from")),
            .. spec["egress"].Items.SelectMany(rule => Rule(rule, "to")),
            .. OfTypes(spec["policyTypes"]),
        ];
    }

    private static IEnumerable<FieldFault> Rule(Field rule, string peers) =>
        [.. rule["ports"].Items.SelectMany(NetworkPolicyPortRules.Check), .. rule[peers].Items.SelectMany(NetworkPolicyPeerRules.Check)];

    private static IEnumerable<FieldFault> OfTypes(Field types) => types.Count > Types.Length
        ? [FieldFault.Invalid(types.Path, GoSyntax.Texts(types, "networking.PolicyType"), "may not specify more than two policyTypes")]
        : types.Items.Where(type => !Types.Contains(type.Text)).Select(type => FieldFault.NotSupported(type.Path, type.Text, Types));
}
