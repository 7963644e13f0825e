using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Network;

/// <summary>What a Service may say of which endpoints traffic goes to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-policies.</remarks>
internal static class TrafficPolicyRules
{
    internal static IEnumerable<FieldFault> Check(Field spec) => [.. External(spec), .. HealthCheck(spec), .. Internal(spec), .. Distribution(spec["trafficDistribution"])];

    internal static IEnumerable<FieldFault> CheckUpdate(Field spec, Field live)
    {
        var port = spec["healthCheckNodePort"];
        return ServiceTypes.NeedsHealthCheck(spec.Node) && ServiceTypes.NeedsHealthCheck(live.Node) && port.Number != live["healthCheckNodePort"].Number
            ? [FieldFault.Forbidden(port.Path, Checks.Immutable)]
            : [];
    }

    private static IEnumerable<FieldFault> External(Field spec)
    {
        var policy = spec["externalTrafficPolicy"];
        if (ServiceTypes.IsExternallyAccessible(spec.Node))
            return Checks.OneOf(policy, "Cluster", "Local");
        return policy.IsEmptyText ? [] : [FieldFault.Invalid(policy.Path, policy.Text, "may only be set for externally-accessible services")];
    }

    private static IEnumerable<FieldFault> HealthCheck(Field spec)
    {
        var port = spec["healthCheckNodePort"];
        if (!ServiceTypes.NeedsHealthCheck(spec.Node))
        {
            return port.Number is null or 0
                ? []
                : [FieldFault.Invalid(port.Path, port.Number, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'")];
        }
        return port.Number is null or 0 ? [FieldFault.Required(port.Path)] : Checks.Port(port);
    }

    private static IEnumerable<FieldFault> Internal(Field spec)
    {
        var policy = spec["internalTrafficPolicy"];
        if (policy.IsSet)
            return policy.Text is "Cluster" or "Local" ? [] : [FieldFault.NotSupported(policy.Path, policy.Text, "Cluster", "Local")];
        return ServiceTypes.NeedsClusterIP(spec.Node) ? [FieldFault.Required(policy.Path)] : [];
    }

    private static IEnumerable<FieldFault> Distribution(Field distribution) => !distribution.IsSet || distribution.Text == "PreferClose"
        ? []
        : [FieldFault.NotSupported(distribution.Path, distribution.Text, "PreferClose")];
}
