using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;
using ActorKube.Rules.Admission.Network;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>What the ways in which a pod finds names must keep to.</summary>
/// <remarks>Sources: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config and
/// https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/.</remarks>
internal static class NameResolutionRules
{
    // What the resolver of the C library takes.
    private const int MostNameservers = 3;
    private const int MostSearchPaths = 32;
    private const int LongestSearchList = 2048;

    internal static IEnumerable<FieldFault> Dns(Field spec)
    {
        var config = spec["dnsConfig"];
        var (servers, searches) = (config["nameservers"], config["searches"]);
        if (spec["dnsPolicy"].Text == "None")
        {
            if (!config.IsSet)
                return [FieldFault.Required(config.Path, "must provide `dnsConfig` when `dnsPolicy` is None")];
            if (servers.Count == 0)
                return [FieldFault.Required(servers.Path, "must provide at least one DNS nameserver when `dnsPolicy` is None")];
        }
        return
        [
            .. servers.Count > MostNameservers
                ? [FieldFault.Invalid(servers.Path, GoSyntax.Texts(servers), $"must not have more than {MostNameservers} nameservers")]
                : Array.Empty<FieldFault>(),
            .. servers.Items.SelectMany(IPText.Address),
            .. SearchList(searches),
            .. searches.Items.SelectMany(Search),
            .. config["options"].Items.Where(option => option["name"].IsEmptyText).Select(option => FieldFault.Required(option.Path, "must not be empty")),
        ];
    }

    internal static IEnumerable<FieldFault> HostAliases(Field aliases) => aliases.Items.SelectMany(alias => IPText.Address(alias["ip"])
        .Concat(alias["hostnames"].Items.SelectMany(name => NameRule.Subdomain.Faults(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault)))));

    private static IEnumerable<FieldFault> SearchList(Field searches)
    {
        if (searches.Count > MostSearchPaths)
            yield return FieldFault.Invalid(searches.Path, GoSyntax.Texts(searches), $"must not have more than {MostSearchPaths} search paths");
        if (searches.Items.Sum(search => search.Text.Length + 1) - 1 > LongestSearchList)
        {
            yield return FieldFault.Invalid(searches.Path, GoSyntax.Texts(searches),
                $"must not have more than {LongestSearchList} characters (including spaces) in the search list");
        }
    }

    private static IEnumerable<FieldFault> Search(Field search)
    {
        var domain = search.Text.EndsWith('.') ? search.Text[..^1] : search.Text;
        return NameRule.Subdomain.Faults(domain).Select(fault => FieldFault.Invalid(search.Path, domain, fault));
    }
}
