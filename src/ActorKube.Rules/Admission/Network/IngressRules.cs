using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Network;

/// <summary>What the spec of an Ingress must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/.</remarks>
internal static class IngressRules
{
    private static readonly string[] ForbiddenParts = ["//", "/./", "/../", "%2f", "%2F"];
    private static readonly string[] ForbiddenEnds = ["/..", "/."];

    internal static IEnumerable<FieldFault> Check(Field spec)
    {
        var (rules, backend, named) = (spec["rules"], spec["defaultBackend"], spec["ingressClassName"]);
        return
        [
            .. rules.Count == 0 && !backend.IsSet
                ? [FieldFault.Invalid(spec.Path, GoSyntax.Of(rules.IsSet ? "[]networking.IngressRule{}" : "[]networking.IngressRule(nil)"), "either `defaultBackend` or `rules` must be specified")]
                : Array.Empty<FieldFault>(),
            .. backend.IsSet ? IngressBackendRules.Check(backend) : [],
            .. rules.Items.SelectMany(Rule),
            .. spec["tls"].Items.SelectMany(Encryption),
            .. named.IsSet ? NameRule.Subdomain.Faults(named.Text).Select(fault => FieldFault.Invalid(named.Path, named.Text, fault)) : [],
        ];
    }

    private static IEnumerable<FieldFault> Rule(Field rule)
    {
        var (host, http) = (rule["host"], rule["http"]);
        return
        [
            .. IPText.Parse(host.Text) is null ? Array.Empty<FieldFault>() : [FieldFault.Invalid(host.Path, host.Text, "must be a DNS name, not an IP address")],
            .. host.IsEmptyText ? [] : Host(host),
            .. http.IsSet && http["paths"].Count == 0 ? [FieldFault.Required(http["paths"].Path)] : Array.Empty<FieldFault>(),
            .. http["paths"].Items.SelectMany(Path),
        ];
    }

    private static IEnumerable<FieldFault> Host(Field host) =>
        (host.Text.Contains('*') ? NameRule.WildcardSubdomain : NameRule.Subdomain).Faults(host.Text).Select(fault => FieldFault.Invalid(host.Path, host.Text, fault));

    private static IEnumerable<FieldFault> Path(Field rule)
    {
        var (type, path) = (rule["pathType"], rule["path"]);
        if (!type.IsSet)
            return [FieldFault.Required(type.Path, "pathType must be specified")];
        var faults = type.Text switch
        {
            "Exact" or "Prefix" => Absolute(path).Concat(Clean(path)),
            "ImplementationSpecific" => path.IsEmptyText ? [] : Absolute(path),
            _ => [FieldFault.NotSupported(type.Path, type.Text, "Exact", "ImplementationSpecific", "Prefix")],
        };
        return [.. faults, .. IngressBackendRules.Check(rule["backend"])];
    }

    private static IEnumerable<FieldFault> Absolute(Field path) =>
        path.Text.StartsWith('/') ? [] : [FieldFault.Invalid(path.Path, path.Text, "must be an absolute path")];

    private static IEnumerable<FieldFault> Clean(Field path) =>
    [
        .. ForbiddenParts.Where(part => path.Text.Contains(part, StringComparison.Ordinal)).Select(part => FieldFault.Invalid(path.Path, path.Text, $"must not contain '{part}'")),
        .. ForbiddenEnds.Where(end => path.Text.EndsWith(end, StringComparison.Ordinal)).Select(end => FieldFault.Invalid(path.Path, path.Text, $"cannot end with '{end}'")),
    ];

    private static IEnumerable<FieldFault> Encryption(Field tls)
    {
        var secret = tls["secretName"];
        return
        [
            .. tls["hosts"].Items.SelectMany(Host),
            .. secret.IsEmptyText ? [] : NameRule.Subdomain.Faults(secret.Text).Select(fault => FieldFault.Invalid(secret.Path, secret.Text, fault)),
        ];
    }
}
