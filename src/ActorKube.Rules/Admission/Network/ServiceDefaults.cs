using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission.Network;

/// <summary>What upstream fills into a Service that leaves it out.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/.</remarks>
internal static class ServiceDefaults
{
    // Three hours.
    private const int AffinitySeconds = 10800;

    internal static void Of(JsonObject spec)
    {
        spec.DropEmpty("clusterIP", "clusterIPs", "ipFamilies", "externalIPs", "externalName", "externalTrafficPolicy", "healthCheckNodePort", "loadBalancerIP", "loadBalancerSourceRanges", "selector");
        Affinity(spec);
        spec.Default("type", ServiceTypes.ClusterIP);
        foreach (var port in spec.Array("ports").Objects())
            Port(port);
        if (ServiceTypes.IsExternallyAccessible(spec))
            spec.Default("externalTrafficPolicy", "Cluster");
        if (spec["internalTrafficPolicy"] is null && spec.Text("type") is ServiceTypes.ClusterIP or ServiceTypes.NodePort or ServiceTypes.LoadBalancer)
            spec["internalTrafficPolicy"] = "Cluster";
        if (spec.Text("type") == ServiceTypes.LoadBalancer)
            spec.Default("allocateLoadBalancerNodePorts", true);
    }

    private static void Affinity(JsonObject spec)
    {
        spec.Default("sessionAffinity", "None");
        if (spec.Text("sessionAffinity") == "None")
            spec.Remove("sessionAffinityConfig");
        else if (spec.Text("sessionAffinity") == "ClientIP" && spec.Object("sessionAffinityConfig").Object("clientIP")?["timeoutSeconds"] is null)
            spec["sessionAffinityConfig"] = new JsonObject { ["clientIP"] = new JsonObject { ["timeoutSeconds"] = AffinitySeconds } };
    }

    private static void Port(JsonObject port)
    {
        port.DropEmpty("name", "nodePort");
        port.Default("protocol", "TCP");
        if (port["targetPort"] is null || port["targetPort"].AsText() is "" || port["targetPort"].AsWholeNumber() is 0)
            port["targetPort"] = port.Number("port") ?? 0;
    }
}
