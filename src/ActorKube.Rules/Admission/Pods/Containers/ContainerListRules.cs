using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Pods.Probes;

namespace ActorKube.Rules.Admission.Pods.Containers;

/// <summary>What the containers that run, and those that initialise, must keep to.</summary>
/// <remarks>Sources: https://kubernetes.io/docs/concepts/workloads/pods/init-containers/ and https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/.</remarks>
internal static class ContainerListRules
{
    private const string OnlySidecars = "may not be set for init containers without restartPolicy=Always";

    private static readonly string[] NotOfInitContainers = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"];

    internal static IEnumerable<FieldFault> CheckOrdinary(Field containers, PodScope pod)
    {
        if (containers.Count == 0)
            return [FieldFault.Required(containers.Path)];
        var names = new HashSet<string>();
        var faults = new List<FieldFault>();
        foreach (var container in containers.Items)
        {
            faults.AddRange(ContainerRules.Check(container, pod));
            if (!names.Add(container["name"].Text))
                faults.Add(FieldFault.Duplicate(container["name"].Path, container["name"].Text));
            faults.AddRange(Running(container, pod));
            faults.AddRange(RestartPolicyRules.Check(container));
        }
        return [.. faults, .. HostPorts(containers.Items)];
    }

    internal static IEnumerable<FieldFault> CheckInit(Field containers, PodScope pod)
    {
        var names = pod.Spec["containers"].Each("name").Select(name => name.Text).ToHashSet();
        foreach (var container in containers.Items)
        {
            foreach (var fault in ContainerRules.Check(container, pod).Concat(RestartPolicyRules.Check(container)))
                yield return fault;
            var name = container["name"];
            if (names.Contains(name.Text))
                yield return FieldFault.Duplicate(name.Path, name.Text);
            else if (!name.IsEmptyText)
                names.Add(name.Text);
            // They run one after the other, so two of them may have the same port.
            foreach (var fault in HostPorts([container]))
                yield return fault;
            var rest = PodContainers.IsSidecar(container)
                ? Running(container, pod)
                : NotOfInitContainers.Select(field => container[field]).Where(field => field.IsSet).Select(field => FieldFault.Forbidden(field.Path, OnlySidecars));
            foreach (var fault in rest)
                yield return fault;
            if (container["resizePolicy"].Count > 0)
                yield return FieldFault.Invalid(container["resizePolicy"].Path, container["resizePolicy"].Node, "must not be set for init containers");
        }
    }

    private static IEnumerable<FieldFault> Running(Field container, PodScope pod) =>
    [
        .. HandlerRules.CheckLifecycle(container["lifecycle"], pod.GracePeriodSeconds),
        .. ProbeRules.CheckLiveness(container["livenessProbe"]),
        .. ProbeRules.CheckReadiness(container["readinessProbe"]),
        .. ProbeRules.CheckStartup(container["startupProbe"]),
    ];

    private static IEnumerable<FieldFault> HostPorts(IEnumerable<Field> containers)
    {
        var taken = new HashSet<string>();
        foreach (var port in containers.SelectMany(container => container["ports"].Items).Where(port => port["hostPort"].Number is not (null or 0)))
        {
            var text = $"{port["protocol"].Text}/{port["hostIP"].Text}/{port["hostPort"].Number}";
            if (!taken.Add(text))
                yield return FieldFault.Duplicate(port["hostPort"].Path, text);
        }
    }
}
