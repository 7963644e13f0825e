using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission.Network;

/// <summary>
/// What an update of a Service is taken to mean. Clients send back what they read, or leave out what the server gave; both keep it, until the type says
/// that it is of no use any more.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/service/#choosing-your-own-ip-address, and upstream's registry of Services.</remarks>
internal static class ServiceUpdates
{
    /// <summary>Keeps <c>clusterIP</c> and <c>clusterIPs</c> of a new Service in step: old clients only know the first.</summary>
    internal static void SyncNew(JsonObject spec)
    {
        if (spec.Text("clusterIP") is { Length: > 0 } address && ServiceTypes.ClusterIPs(spec).Length == 0)
            spec["clusterIPs"] = ServiceTypes.List(address);
    }

    /// <summary>Takes over addresses and ports that the client left out.</summary>
    internal static void KeepAllocated(JsonObject spec, JsonObject? live)
    {
        if (ServiceTypes.NeedsClusterIP(live) && ServiceTypes.NeedsClusterIP(spec))
        {
            if (spec.Text("clusterIP").Length == 0)
                spec.CopyFrom(live, "clusterIP");
            if (ServiceTypes.ClusterIPs(spec).Length == 0 && spec.Text("clusterIP") == live.Text("clusterIP"))
                spec.CopyFrom(live, "clusterIPs");
        }
        if (ServiceTypes.NeedsNodePort(live) && ServiceTypes.NeedsNodePort(spec))
            KeepNodePorts(spec, live);
        if (ServiceTypes.NeedsHealthCheck(live) && ServiceTypes.NeedsHealthCheck(spec) && spec["healthCheckNodePort"] is null)
            spec.CopyFrom(live, "healthCheckNodePort");
    }

    /// <summary>Keeps <c>clusterIP</c> and <c>clusterIPs</c> in step, if the client changed one of them.</summary>
    internal static void Sync(JsonObject spec, JsonObject? live)
    {
        var (now, before) = (spec.Text("clusterIP"), live.Text("clusterIP"));
        if (ServiceTypes.ClusterIPs(live).Length > 0 && ServiceTypes.ClusterIPs(spec).Length == 0 && now == before)
            spec.CopyFrom(live, "clusterIPs");
        if (now == before || !ServiceTypes.ClusterIPs(spec).SequenceEqual(ServiceTypes.ClusterIPs(live)))
            return;
        if (before.Length > 0 && now.Length == 0)
            spec.Remove("clusterIPs");
        else
            spec["clusterIPs"] = ServiceTypes.List(now);
    }

    /// <summary>Takes away what the new type has no use for, unless the client changed it, too: then it is a fault.</summary>
    internal static void DropUseless(JsonObject spec, JsonObject? live)
    {
        if (ServiceTypes.NeedsClusterIP(live) && !ServiceTypes.NeedsClusterIP(spec))
        {
            if (Same("clusterIP") && Same("clusterIPs"))
                Drop("clusterIP", "clusterIPs");
            DropIfSame("ipFamilies");
            DropIfSame("ipFamilyPolicy");
        }
        if (ServiceTypes.NeedsNodePort(live) && !ServiceTypes.NeedsNodePort(spec) && NodePorts(spec).IsSubsetOf(NodePorts(live)))
        {
            foreach (var port in spec.Array("ports").Objects())
                port.Remove("nodePort");
        }
        if (ServiceTypes.NeedsHealthCheck(live) && !ServiceTypes.NeedsHealthCheck(spec))
            DropIfSame("healthCheckNodePort");
        if (live.Text("type") == ServiceTypes.LoadBalancer && spec.Text("type") != ServiceTypes.LoadBalancer)
        {
            DropIfSame("allocateLoadBalancerNodePorts");
            DropIfSame("loadBalancerClass");
        }
        if (ServiceTypes.IsExternallyAccessible(live) && !ServiceTypes.IsExternallyAccessible(spec))
            DropIfSame("externalTrafficPolicy");

        bool Same(string name) => spec[name].SameAs(live?[name]);

        void DropIfSame(string name)
        {
            if (Same(name))
                spec.Remove(name);
        }

        void Drop(params string[] names) => Array.ForEach(names, name => spec.Remove(name));
    }

    // By name, since the client may have changed all else about a port. A port of the node that the client gave to another port is not given twice.
    private static void KeepNodePorts(JsonObject spec, JsonObject? live)
    {
        var used = NodePorts(live);
        used.IntersectWith(NodePorts(spec));
        var byName = new Dictionary<string, long>();
        foreach (var port in live.Array("ports").Objects())
            byName[port.Text("name")] = port.Number("nodePort") ?? 0;
        foreach (var port in spec.Array("ports").Objects().Where(port => port["nodePort"] is null))
        {
            if (byName.TryGetValue(port.Text("name"), out var before) && before != 0 && used.Add(before))
                port["nodePort"] = before;
        }
    }

    private static HashSet<long> NodePorts(JsonObject? spec) => [.. spec.Array("ports").Objects().Select(port => port.Number("nodePort")).OfType<long>()];
}
