using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods;

/// <summary>What the ports of a container must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports.</remarks>
internal static class ContainerPortRules
{
    internal static IEnumerable<FieldFault> Check(Field ports) =>
        [.. ports.Items.SelectMany(Port), .. Checks.Unique(ports.Each("name"))];

    private static IEnumerable<FieldFault> Port(Field port)
    {
        var (name, number, host) = (port["name"], port["containerPort"], port["hostPort"]);
        var faults = NameFaults(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault)).ToList();
        if (number.Number is null or 0)
            faults.Add(FieldFault.Required(number.Path));
        else
            faults.AddRange(Checks.Port(number));
        if (host.Number is not 0)
            faults.AddRange(Checks.Port(host));
        faults.AddRange(Checks.OneOf(port["protocol"], "SCTP", "TCP", "UDP"));
        return faults;
    }

    // The names of services as IANA registers them, RFC 6335.
    private static IEnumerable<string> NameFaults(string name)
    {
        if (name.Length == 0)
            yield break;
        if (name.Length > 15)
            yield return "must be no more than 15 characters";
        if (name.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-'))
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        if (!name.Any(char.IsAsciiLetterLower))
            yield return "must contain at least one letter (a-z)";
        if (name.Contains("--", StringComparison.Ordinal))
            yield return "must not contain consecutive hyphens";
        if (name[0] == '-' || name[^1] == '-')
            yield return "must not begin or end with a hyphen";
    }
}
