using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Network;

/// <summary>What the addresses of a Service and their families must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services.</remarks>
internal static class ClusterIPRules
{
    private static readonly string[] Families = ["IPv4", "IPv6"];

    internal static IEnumerable<FieldFault> Check(Field spec)
    {
        if (spec["type"].Text == ServiceTypes.ExternalName)
            return [];
        var (addresses, families) = (spec["clusterIPs"], spec["ipFamilies"]);
        List<FieldFault> faults =
        [
            .. InStep(spec["clusterIP"], addresses),
            .. families.Items.SelectMany(family => Families.Contains(family.Text) ? [] : new[] { FieldFault.NotSupported(family.Path, family.Text, Families) }),
            .. Checks.Unique(families.Items),
            .. spec["ipFamilyPolicy"].IsSet ? Checks.Known(spec["ipFamilyPolicy"], "PreferDualStack", "RequireDualStack", "SingleStack") : [],
        ];
        var wellFormed = WellFormed(addresses).ToList();
        faults.AddRange(wellFormed);
        if (addresses.Count > 2)
            faults.Add(FieldFault.Invalid(addresses.Path, GoSyntax.Texts(addresses), "may only hold up to 2 values"));
        // What follows would only repeat that an address is none.
        if (wellFormed.Count > 0)
            return faults;
        if (addresses.Count > 1 && addresses.Items.Select(address => IPText.IsIPv6(address.Text)).Distinct().Count() == 1)
            faults.Add(FieldFault.Invalid(addresses.Path, GoSyntax.Texts(addresses), "may specify no more than one IP for each IP family"));
        if (!ServiceTypes.IsHeadless(spec.Node))
            faults.AddRange(addresses.Items.Zip(families.Items).SelectMany((pair, index) => OfFamily(pair.First, pair.Second.Text, index)));
        return faults;
    }

    internal static IEnumerable<FieldFault> CheckUpdate(Field spec, Field live)
    {
        var (headless, wasHeadless) = (ServiceTypes.IsHeadless(spec.Node), ServiceTypes.IsHeadless(live.Node));
        if (!ServiceTypes.NeedsClusterIP(spec.Node) || !ServiceTypes.NeedsClusterIP(live.Node) || (headless && wasHeadless))
            return [];
        var (addresses, families) = (spec["clusterIPs"], spec["ipFamilies"]);
        return
        [
            .. Kept(addresses, live["clusterIPs"], "clusterIP", GoSyntax.Texts(addresses), spec["ipFamilyPolicy"], everyIndex: true),
            .. headless == wasHeadless
                ? Kept(families, live["ipFamilies"], "ipFamily", GoSyntax.Texts(families, "core.IPFamily"), spec["ipFamilyPolicy"], everyIndex: false)
                : [],
        ];
    }

    private static IEnumerable<FieldFault> InStep(Field address, Field addresses)
    {
        if (address.IsEmptyText)
        {
            if (addresses.Count > 0)
                yield return FieldFault.Invalid(addresses.Path, GoSyntax.Texts(addresses), "must be empty when `clusterIP` is not specified");
        }
        else if (addresses.Count == 0)
        {
            yield return FieldFault.Required(addresses.Path);
        }
        else if (addresses.Items.First().Text != address.Text)
        {
            yield return FieldFault.Invalid(addresses.Path, GoSyntax.Texts(addresses), "first value must match `clusterIP`");
        }
    }

    private static IEnumerable<FieldFault> WellFormed(Field addresses) => addresses.Items.SelectMany((address, index) =>
        index > 0 || address.Text != ServiceTypes.None ? IPText.Address(address)
        : addresses.Count == 1 ? []
        : [FieldFault.Invalid(addresses.Path, GoSyntax.Texts(addresses), "'None' must be the first and only value")]);

    private static IEnumerable<FieldFault> OfFamily(Field address, string family, int index) => Families.Contains(family) && IPText.IsIPv6(address.Text) != (family == "IPv6")
        ? [FieldFault.Invalid(address.Path, address.Text, $"expected an {family} value as indicated by `ipFamilies[{index}]`")]
        : [];

    // The first one stays for ever; the second may come, and go if the policy says so.
    private static IEnumerable<FieldFault> Kept(Field now, Field before, string what, GoSyntax shown, Field policy, bool everyIndex)
    {
        var (texts, old) = (now.Items.Select(item => item.Text).ToArray(), before.Items.Select(item => item.Text).ToArray());
        if (texts.Length == old.Length)
        {
            return texts.Zip(old).Select((pair, index) => (Changed: pair.First != pair.Second, Index: index)).Where(pair => pair.Changed)
                .Select(pair => FieldFault.Invalid($"{now.Path}[{(everyIndex ? pair.Index : 0)}]", shown, "may not change once set"));
        }
        List<FieldFault> faults = [];
        if (texts.Length == 0)
            faults.Add(FieldFault.Invalid($"{now.Path}[0]", shown, $"primary {what} can not be unset"));
        else if (old.Length > 0 && texts[0] != old[0])
            faults.Add(FieldFault.Invalid($"{now.Path}[0]", shown, "may not change once set"));
        if (texts.Length == 1 && old.Length == 2 && policy.Text != "SingleStack")
            faults.Add(FieldFault.Invalid(policy.Path, policy.IsSet ? policy.Text : null, $"must be set to 'SingleStack' when releasing the secondary {what}"));
        return faults;
    }
}
