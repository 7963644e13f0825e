using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Network;

/// <summary>Gives a Service its ports on the nodes.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport.</remarks>
internal sealed class NodePortAllocation(AdmissionPolicy policy, ServiceUse use, string seed, JsonObject spec, JsonObject? live)
{
    private readonly HashSet<long> _kept = [.. NodePorts(live)];
    private readonly HashSet<long> _given = [];
    private readonly Dictionary<long, long> _byPort = [];

    /// <summary>Gives ports to the spec in place, or says which can't be had.</summary>
    internal ImmutableArray<FieldFault> Allocate()
    {
        var faults = ImmutableArray.CreateBuilder<FieldFault>();
        if (ServiceTypes.NeedsNodePort(spec))
        {
            foreach (var port in new Field("spec.ports", spec["ports"]).Items)
                if (port.Node is JsonObject tree && Port(port, tree) is { } fault)
                    faults.Add(fault);
        }
        if (ServiceTypes.NeedsHealthCheck(spec) && !ServiceTypes.NeedsHealthCheck(live) && HealthCheck() is { } unhealthy)
            faults.Add(unhealthy);
        return faults.ToImmutable();
    }

    private static IEnumerable<long> NodePorts(JsonObject? spec) => spec.Array("ports").Objects().Select(port => port.Number("nodePort")).OfType<long>();

    private FieldFault? Port(Field port, JsonObject tree)
    {
        var number = port["port"].Number ?? 0;
        var nodePort = port["nodePort"];
        var wanted = nodePort.Number ?? 0;
        if (wanted == 0 && spec.Text("type") == ServiceTypes.LoadBalancer && !new Field("", spec)["allocateLoadBalancerNodePorts"].Flag)
            return null;
        // Two protocols of one port share a port of the node, if the client doesn't say otherwise.
        var shared = live is null && _byPort.TryGetValue(number, out var before) && (wanted == 0 || wanted == before);
        if (shared)
            wanted = _byPort[number];
        else if (wanted == 0 && live is null)
            wanted = Requested(number);
        if (wanted == 0)
        {
            if (Free(port.Path) is not { } free)
                return FieldFault.Invalid(nodePort.Path, 0, "failed to allocate a nodePort: range is full");
            wanted = free;
        }
        else if (!shared && !_kept.Contains(wanted) && (live is null || !_given.Contains(wanted)) && WhyNot(wanted) is { } why)
        {
            return FieldFault.Invalid(nodePort.Path, wanted, why);
        }
        tree["nodePort"] = wanted;
        _byPort.TryAdd(number, wanted);
        _given.Add(wanted);
        return null;
    }

    private FieldFault? HealthCheck()
    {
        const string Path = "spec.healthCheckNodePort";
        if (spec.Number("healthCheckNodePort") is { } wanted)
            return WhyNot(wanted) is { } why ? FieldFault.Invalid(Path, wanted, $"failed to allocate requested HealthCheck NodePort {wanted}: {why}") : null;
        if (Free(Path) is not { } free)
            return FieldFault.Invalid(Path, 0, "failed to allocate a HealthCheck NodePort: range is full");
        spec["healthCheckNodePort"] = free;
        return null;
    }

    /// <summary>What a later entry wants for the same port; zero if none does.</summary>
    private long Requested(long number) =>
        spec.Array("ports").Objects().Where(port => port.Number("port") == number).Select(port => port.Number("nodePort")).FirstOrDefault(port => port is not null) ?? 0;

    private string? WhyNot(long port)
    {
        if (port < policy.FirstServiceNodePort || port > policy.LastServiceNodePort)
            return $"provided port is not in the valid range. The range of valid ports is {policy.FirstServiceNodePort}-{policy.LastServiceNodePort}";
        return use.HasNodePort(port) || _given.Contains(port) ? "provided port is already allocated" : null;
    }

    private long? Free(string what)
    {
        var size = policy.LastServiceNodePort - policy.FirstServiceNodePort + 1;
        var upper = policy.FirstServiceNodePort + (size < 32 ? 0 : Math.Clamp(size / 32, 16, 128));
        return FreeNumber.Find(
            $"{seed}/{what}", policy.FirstServiceNodePort, upper, policy.LastServiceNodePort,
            port => !use.HasNodePort(port) && !_given.Contains(port) && !_kept.Contains(port) && !NodePorts(spec).Contains(port) && port != spec.Number("healthCheckNodePort"));
    }
}
