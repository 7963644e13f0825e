using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>What a pod spec must keep to, in a pod or in a template.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec.</remarks>
internal static class PodSpecRules
{
    internal static IEnumerable<FieldFault> Check(Field spec)
    {
        var volumes = spec["volumes"].Each("name").Select(name => name.Text).ToHashSet();
        return
        [
            .. VolumeRules.Check(spec["volumes"]),
            .. Containers(spec, volumes),
            .. Checks.OneOf(spec["restartPolicy"], "Always", "OnFailure", "Never"),
            .. Checks.OneOf(spec["dnsPolicy"], "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"),
            .. Checks.Known(spec["preemptionPolicy"], "PreemptLowerPriority", "Never"),
            .. Checks.Range(spec["activeDeadlineSeconds"], 1, int.MaxValue),
            .. LabelRules.Check(spec["nodeSelector"]),
            .. Optional(spec["hostname"], NameRule.Label),
            .. Optional(spec["subdomain"], NameRule.Label),
            .. Optional(spec["nodeName"], NameRule.Subdomain),
            .. Optional(spec["schedulerName"], NameRule.Subdomain),
            .. Optional(spec["serviceAccountName"], NameRule.Subdomain),
            .. TolerationRules.Check(spec["tolerations"]),
            .. NodeAffinityRules.Check(spec["affinity"]["nodeAffinity"]),
            .. spec["schedulingGates"].Each("name").SelectMany(name => Checks.Name(name, NameRule.QualifiedFaults)),
            .. Checks.Unique(spec["schedulingGates"].Each("name")),
        ];
    }

    private static IEnumerable<FieldFault> Containers(Field spec, HashSet<string> volumes)
    {
        var (init, ordinary) = (spec["initContainers"], spec["containers"]);
        if (ordinary.Count == 0)
            yield return FieldFault.Required(ordinary.Path);
        foreach (var container in ordinary.Items)
        {
            foreach (var fault in ContainerRules.Check(container, volumes))
                yield return fault;
            if (container["restartPolicy"].IsSet)
                yield return FieldFault.Forbidden(container["restartPolicy"].Path, "may not be set for non-init containers");
        }
        foreach (var container in init.Items)
        {
            foreach (var fault in ContainerRules.Check(container, volumes).Concat(Checks.Known(container["restartPolicy"], "Always")))
                yield return fault;
        }
        foreach (var fault in Checks.Unique(ordinary.Each("name").Concat(init.Each("name"))))
            yield return fault;
    }

    private static IEnumerable<FieldFault> Optional(Field name, NameRule rule) =>
        name.IsEmptyText ? [] : rule.Faults(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault));
}
