using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;
using ActorKube.Rules.Admission.Pods.Containers;
using ActorKube.Rules.Admission.Pods.Placement;
using ActorKube.Rules.Admission.Pods.Security;
using ActorKube.Rules.Admission.Pods.Volumes;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>What a pod spec must keep to, in a pod or in a template; in upstream's order.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec.</remarks>
internal static class PodSpecRules
{
    /// <summary>The spec of a template.</summary>
    internal static IEnumerable<FieldFault> Check(Field spec) => Check(spec, "", isPod: false);

    /// <summary>The spec of a pod of that name.</summary>
    internal static IEnumerable<FieldFault> CheckPod(Field spec, string podName) =>
    [
        .. Check(spec, podName, isPod: true),
        .. spec["containers"].Items.SelectMany(ContainerRules.CheckImage),
        .. spec["initContainers"].Items.SelectMany(ContainerRules.CheckImage),
    ];

    private static IEnumerable<FieldFault> Check(Field spec, string podName, bool isPod)
    {
        var (sound, faults) = VolumeRules.Check(spec["volumes"], podName);
        var scope = new PodScope(spec, sound);
        return
        [
            .. spec["terminationGracePeriodSeconds"].IsSet ? [] : new[] { FieldFault.Required(spec["terminationGracePeriodSeconds"].Path) },
            .. faults,
            .. ResourceClaimRules.Check(spec["resourceClaims"]),
            .. ContainerListRules.CheckOrdinary(spec["containers"], scope),
            .. ContainerListRules.CheckInit(spec["initContainers"], scope),
            .. EphemeralContainerListRules.Check(spec["ephemeralContainers"], scope),
            .. HostNetwork(spec, isPod),
            .. Checks.OneOf(spec["restartPolicy"], "Always", "OnFailure", "Never"),
            .. Checks.OneOf(spec["dnsPolicy"], "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"),
            .. LabelRules.Check(spec["nodeSelector"]),
            .. PodSecurityRules.Check(spec),
            .. NodeAffinityRules.Check(spec["affinity"]["nodeAffinity"]),
            .. PodAffinityRules.Check(spec["affinity"]["podAffinity"]),
            .. PodAffinityRules.Check(spec["affinity"]["podAntiAffinity"]),
            .. NameResolutionRules.Dns(spec),
            .. spec["readinessGates"].Each("conditionType").SelectMany(type => Named(type, NameRule.QualifiedFaults)),
            .. SchedulingGates(spec["schedulingGates"]),
            .. TopologySpreadRules.Check(spec["topologySpreadConstraints"]),
            .. OperatingSystemRules.CheckHostProcesses(spec),
            .. PodSecurityRules.CheckOwnUsers(spec),
            .. Rest(spec),
        ];
    }

    private static IEnumerable<FieldFault> Rest(Field spec) =>
    [
        .. Optional(spec["serviceAccountName"], NameRule.Subdomain),
        .. Optional(spec["nodeName"], NameRule.Subdomain),
        .. Checks.Range(spec["activeDeadlineSeconds"], 1, int.MaxValue),
        .. Optional(spec["hostname"], NameRule.Label),
        .. Optional(spec["subdomain"], NameRule.Label),
        .. TolerationRules.Check(spec["tolerations"]),
        .. NameResolutionRules.HostAliases(spec["hostAliases"]),
        .. Optional(spec["priorityClassName"], NameRule.Subdomain),
        .. spec["runtimeClassName"].IsSet ? Named(spec["runtimeClassName"], NameRule.Subdomain.Faults) : [],
        .. spec["preemptionPolicy"].IsSet ? Checks.OneOf(spec["preemptionPolicy"], "PreemptLowerPriority", "Never") : [],
        .. ResourceRules.CheckOverhead(spec["overhead"]),
        .. OperatingSystemRules.Check(spec),
    ];

    // On the node's network there is no other port than the node's; a template may leave that to its pods.
    private static IEnumerable<FieldFault> HostNetwork(Field spec, bool isPod) => !spec["hostNetwork"].Flag ? [] : spec["containers"].Items
        .SelectMany(container => container["ports"].Items)
        .Where(port => (isPod || port["hostPort"].Number is not (null or 0)) && (port["hostPort"].Number ?? 0) != (port["containerPort"].Number ?? 0))
        .Select(port => FieldFault.Invalid(port["hostPort"].Path, port["hostPort"].Number ?? 0, "must match `containerPort` when `hostNetwork` is true"));

    // Upstream's faults point to the gate, not to its name.
    private static IEnumerable<FieldFault> SchedulingGates(Field gates)
    {
        var seen = new HashSet<string>();
        foreach (var gate in gates.Items)
        {
            var name = gate["name"].Text;
            foreach (var fault in NameRule.QualifiedFaults(name))
                yield return FieldFault.Invalid(gate.Path, name, fault);
            if (!seen.Add(name))
                yield return FieldFault.Duplicate(gate.Path, name);
        }
    }

    private static IEnumerable<FieldFault> Optional(Field name, NameRule rule) => name.IsEmptyText ? [] : Named(name, rule.Faults);

    private static IEnumerable<FieldFault> Named(Field name, Func<string, IEnumerable<string>> rule) =>
        rule(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault));
}
