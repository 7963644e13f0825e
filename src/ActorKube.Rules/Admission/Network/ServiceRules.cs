using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Network;

/// <summary>What a Service must keep to, once it has its addresses.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/.</remarks>
internal static class ServiceRules
{
    private const string OnlyLoadBalancer = "may only be used when `type` is 'LoadBalancer'";
    private const string SourceRanges = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private const string TopologyMode = "service.kubernetes.io/topology-mode";
    private const string TopologyHints = "service.kubernetes.io/topology-aware-hints";

    // A day.
    private const int LongestAffinitySeconds = 86400;

    internal static IEnumerable<FieldFault> Check(Field value)
    {
        var spec = value["spec"];
        var (ports, type) = (spec["ports"], spec["type"].Text);
        return
        [
            .. Topology(value["metadata"]["annotations"]),
            .. ports.Count == 0 && !ServiceTypes.IsHeadless(spec.Node) && type != ServiceTypes.ExternalName ? [FieldFault.Required(ports.Path)] : Array.Empty<FieldFault>(),
            .. OfType(spec, type),
            .. ServicePortRules.Check(ports),
            .. LabelRules.Check(spec["selector"]),
            .. Affinity(spec),
            .. ClusterIPRules.Check(spec),
            .. spec["externalIPs"].Items.SelectMany(address => IPText.Address(address).ToList() is { Count: > 0 } malformed ? malformed : NonSpecialIP.Check(address)),
            .. Checks.OneOf(spec["type"], ServiceTypes.ClusterIP, ServiceTypes.ExternalName, ServiceTypes.LoadBalancer, ServiceTypes.NodePort),
            .. type != ServiceTypes.ClusterIP ? [] : ports.Each("nodePort").Where(port => port.Number is not (null or 0))
                .Select(port => FieldFault.Forbidden(port.Path, "may not be used when `type` is 'ClusterIP'")),
            .. ServicePortRules.Distinct(ports),
            .. Sources(value, type),
            .. Balancer(spec, type),
            .. TrafficPolicyRules.Check(spec),
        ];
    }

    private static IEnumerable<FieldFault> Topology(Field annotations)
    {
        var (mode, hints) = (annotations[TopologyMode], annotations[TopologyHints]);
        return mode.IsSet && hints.IsSet && mode.Text != hints.Text
            ? [FieldFault.Invalid($"{annotations.Path}[{TopologyMode}]", mode.Text, $"must match annotations[{TopologyHints}] when both are specified")]
            : [];
    }

    private static IEnumerable<FieldFault> OfType(Field spec, string type)
    {
        if (type is ServiceTypes.LoadBalancer or ServiceTypes.NodePort && ServiceTypes.IsHeadless(spec.Node))
            yield return FieldFault.Invalid("spec.clusterIPs[0]", ServiceTypes.None, $"may not be set to 'None' for {type} services");
        if (type != ServiceTypes.ExternalName)
            yield break;
        foreach (var name in new[] { "clusterIPs", "ipFamilies", "ipFamilyPolicy" })
            if (spec[name].IsSet)
                yield return FieldFault.Forbidden(spec[name].Path, "may not be set for ExternalName services");
        var external = spec["externalName"];
        // A name may end in a dot, which says that it is whole.
        var bare = external.Text.EndsWith('.') ? external.Text[..^1] : external.Text;
        if (bare.Length == 0)
            yield return FieldFault.Required(external.Path);
        foreach (var fault in bare.Length == 0 ? [] : NameRule.Subdomain.Faults(bare))
            yield return FieldFault.Invalid(external.Path, bare, fault);
    }

    private static IEnumerable<FieldFault> Affinity(Field spec)
    {
        var (affinity, config) = (spec["sessionAffinity"], spec["sessionAffinityConfig"]);
        var seconds = config["clientIP"]["timeoutSeconds"];
        return
        [
            .. Checks.OneOf(affinity, "ClientIP", "None"),
            .. affinity.Text == "ClientIP" && seconds.Number is <= 0 or > LongestAffinitySeconds
                ? [FieldFault.Invalid(seconds.Path, seconds.Number, $"must be greater than 0 and less than {LongestAffinitySeconds}")]
                : Array.Empty<FieldFault>(),
        ];
    }

    private static IEnumerable<FieldFault> Sources(Field value, string type)
    {
        var ranges = value["spec"]["loadBalancerSourceRanges"];
        var annotation = value["metadata"]["annotations"][SourceRanges];
        if (ranges.Count > 0)
        {
            // Upstream spells this path with a capital letter.
            const string Path = "spec.LoadBalancerSourceRanges";
            return
            [
                .. type == ServiceTypes.LoadBalancer ? Array.Empty<FieldFault>() : [FieldFault.Forbidden(Path, OnlyLoadBalancer)],
                .. ranges.Items.SelectMany((range, index) => IPText.Network($"{Path}[{index}]", range.Text.Trim())),
            ];
        }
        if (!annotation.IsSet)
            return [];
        var path = $"metadata.annotations[{SourceRanges}]";
        return
        [
            .. type == ServiceTypes.LoadBalancer ? Array.Empty<FieldFault>() : [FieldFault.Forbidden(path, OnlyLoadBalancer)],
            .. annotation.Text.Trim().Length == 0 ? [] : annotation.Text.Split(',').SelectMany(range => IPText.Network(path, range.Trim())),
        ];
    }

    private static IEnumerable<FieldFault> Balancer(Field spec, string type)
    {
        var balancer = spec["loadBalancerClass"];
        if (type == ServiceTypes.LoadBalancer)
            return balancer.IsSet ? NameRule.QualifiedFaults(balancer.Text).Select(fault => FieldFault.Invalid(balancer.Path, balancer.Text, fault)) : [];
        return new[] { "allocateLoadBalancerNodePorts", "loadBalancerClass" }.Where(name => spec[name].IsSet)
            .Select(name => FieldFault.Forbidden(spec[name].Path, OnlyLoadBalancer));
    }
}
