using System.Text.RegularExpressions;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Security;

/// <summary>What the kernel parameters of a pod must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/.</remarks>
internal static partial class SysctlRules
{
    private const int LongestName = 253;
    private const string Format = @"([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?";

    private static readonly string[] OfIpc = ["kernel.shm", "kernel.msg", "fs.mqueue."];

    internal static IEnumerable<FieldFault> Check(Field spec)
    {
        var names = new HashSet<string>();
        foreach (var name in spec["securityContext"]["sysctls"].Each("name"))
        {
            if (name.IsEmptyText)
                yield return FieldFault.Required(name.Path);
            else if (name.Text.Length > LongestName || !Name().IsMatch(name.Text))
                yield return FieldFault.Invalid(name.Path, name.Text, $"must have at most {LongestName} characters and match regex ^{Format}$");
            else if (names.Contains(name.Text))
                yield return FieldFault.Duplicate(name.Path, name.Text);
            var dotted = Dotted(name.Text);
            if (spec["hostNetwork"].Flag && dotted.StartsWith("net.", StringComparison.Ordinal))
                yield return FieldFault.Invalid(name.Path, name.Text, "may not be specified when 'hostNetwork' is true");
            else if (spec["hostIPC"].Flag && (dotted == "kernel.sem" || OfIpc.Any(prefix => dotted.StartsWith(prefix, StringComparison.Ordinal))))
                yield return FieldFault.Invalid(name.Path, name.Text, "may not be specified when 'hostIPC' is true");
            names.Add(name.Text);
        }
    }

    // Slashes may separate instead of dots; then a dot stands for itself.
    private static string Dotted(string name) =>
        name.IndexOfAny(['.', '/']) is >= 0 and var first && name[first] == '/' ? name.Replace('.', '\0').Replace('/', '.').Replace('\0', '/') : name;

    [GeneratedRegex($@"\A{Format}\z")]
    private static partial Regex Name();
}
