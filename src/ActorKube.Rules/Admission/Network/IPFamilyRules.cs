using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Network;

/// <summary>Fills in the address families of a Service. This cluster has IPv4 and nothing else, as one that is not set up for dual stack.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/dual-stack/#dual-stack-options-on-new-services.</remarks>
internal static class IPFamilyRules
{
    private const string IPv4 = "IPv4";
    private const string IPv6 = "IPv6";
    private const string Single = "SingleStack";
    private const string Prefer = "PreferDualStack";
    private const string Require = "RequireDualStack";

    /// <summary>Settles <c>ipFamilyPolicy</c> and <c>ipFamilies</c>, or says why they can't be.</summary>
    internal static ImmutableArray<FieldFault> Settle(JsonObject spec, JsonObject? live)
    {
        if (!ServiceTypes.NeedsClusterIP(spec) || StaysPreferred(spec, live))
            return [];
        var (policy, families) = (At(spec, "ipFamilyPolicy"), At(spec, "ipFamilies"));
        if (!policy.IsSet)
            spec["ipFamilyPolicy"] = live.Text("ipFamilyPolicy") is { Length: > 0 } before ? before : IsFree(spec) ? Require : Single;
        if (ClusterIPRules.Check(At(spec)).ToImmutableArray() is { IsEmpty: false } malformed)
            return malformed;
        var released = Release(spec, live).ToImmutableArray();
        if ((ImmutableArray<FieldFault>)[.. released, .. TooMany(spec), .. Infer(spec)] is { IsEmpty: false } contradictions)
            return contradictions;
        if (IsFree(spec))
        {
            SettleFree(spec);
            return [];
        }
        ImmutableArray<FieldFault> missing =
        [
            .. spec.Text("ipFamilyPolicy") == Require ? [FieldFault.Invalid(policy.Path, Require, "this cluster is not configured for dual-stack services")] : Array.Empty<FieldFault>(),
            .. At(spec, "ipFamilies").Items.Where(family => family.Text != IPv4).Select(family => FieldFault.Invalid(family.Path, family.Text, "not configured on this cluster")),
        ];
        if (missing.IsEmpty && families.Count == 0 && ServiceTypes.Families(spec).Length == 0)
            spec["ipFamilies"] = ServiceTypes.List(IPv4);
        return missing;
    }

    private static Field At(JsonObject spec) => new("spec", spec);

    private static Field At(JsonObject spec, string name) => At(spec)[name];

    /// <summary>Headless and without a selector: somebody else brings the endpoints, of whatever family.</summary>
    private static bool IsFree(JsonObject spec) => spec.Text("clusterIP") == ServiceTypes.None && spec.Object("selector") is not { Count: > 0 };

    // A Service that takes what there is keeps what it has.
    private static bool StaysPreferred(JsonObject spec, JsonObject? live) =>
        live is not null && spec["ipFamilyPolicy"].AsText() == Prefer && live.Text("ipFamilyPolicy") is Prefer or "" && spec.Text("type") == live.Text("type")
        && spec["clusterIPs"].SameAs(live?["clusterIPs"]) && spec["ipFamilies"].SameAs(live?["ipFamilies"]);

    private static IEnumerable<FieldFault> Release(JsonObject spec, JsonObject? live)
    {
        if (live is null)
            yield break;
        foreach (var (name, what) in new[] { ("clusterIPs", "cluster IP"), ("ipFamilies", "IP family") })
        {
            var (now, before) = (spec.Array(name), live.Array(name));
            if (spec.Text("ipFamilyPolicy") != Single && now?.Count > 0 && now.Count < before?.Count)
                yield return FieldFault.Invalid("spec.ipFamilyPolicy", spec.Text("ipFamilyPolicy"), $"must be 'SingleStack' to release the secondary {what}");
            else if (spec.Text("ipFamilyPolicy") == Single && now?.Count > 1 && now.SameAs(before))
                spec[name] = ServiceTypes.List(now.Texts().Take(1));
        }
    }

    private static IEnumerable<FieldFault> TooMany(JsonObject spec)
    {
        if (spec.Text("ipFamilyPolicy") != Single)
            yield break;
        foreach (var (name, what) in new[] { ("clusterIPs", "cluster IPs"), ("ipFamilies", "IP families") })
            if (spec.Array(name)?.Count == 2)
                yield return FieldFault.Invalid("spec.ipFamilyPolicy", Single, $"must be 'RequireDualStack' or 'PreferDualStack' when multiple {what} are specified");
    }

    /// <summary>An address says its family by itself.</summary>
    private static IEnumerable<FieldFault> Infer(JsonObject spec)
    {
        var addresses = At(spec, "clusterIPs");
        foreach (var address in addresses.Items.Skip(ServiceTypes.Families(spec).Length).ToList())
        {
            if (address.Text == ServiceTypes.None)
                yield break;
            if (IPText.IsIPv6(address.Text))
                yield return FieldFault.Invalid(address.Path, GoSyntax.Texts(addresses), "IPv6 is not configured on this cluster");
            else
                spec["ipFamilies"] = ServiceTypes.List([.. ServiceTypes.Families(spec), IPv4]);
        }
    }

    private static void SettleFree(JsonObject spec)
    {
        var families = ServiceTypes.Families(spec);
        if (families.Length == 0)
            families = [IPv4];
        if (families.Length == 1 && spec.Text("ipFamilyPolicy") != Single)
            families = [.. families, families[0] == IPv4 ? IPv6 : IPv4];
        spec["ipFamilies"] = ServiceTypes.List(families);
    }
}
