using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Containers;

/// <summary>What the ports of a container must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports.</remarks>
internal static class ContainerPortRules
{
    internal static IEnumerable<FieldFault> Check(Field ports)
    {
        var names = new HashSet<string>();
        return ports.Items.SelectMany(port => Port(port, names));
    }

    private static IEnumerable<FieldFault> Port(Field port, HashSet<string> names)
    {
        var (name, number, host) = (port["name"], port["containerPort"], port["hostPort"]);
        var faults = name.IsEmptyText ? [] : NameRule.PortName.Faults(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault)).ToList();
        if (faults.Count == 0 && !name.IsEmptyText && !names.Add(name.Text))
            faults.Add(FieldFault.Duplicate(name.Path, name.Text));
        if (number.Number is null or 0)
            faults.Add(FieldFault.Required(number.Path));
        else
            faults.AddRange(Checks.Port(number));
        if (host.Number is not 0)
            faults.AddRange(Checks.Port(host));
        faults.AddRange(Checks.OneOf(port["protocol"], "SCTP", "TCP", "UDP"));
        return faults;
    }
}
