using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Pods.Security;

namespace ActorKube.Rules.Admission.Pods.Warnings;

/// <summary>Warnings of containers: annotations that have no effect, parts of bytes, and variables that hide others.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory.</remarks>
internal static class ContainerWarnings
{
    private const string UseSeccomp = "non-functional in v1.27+; use the \"seccompProfile\" field instead";
    private const string UseAppArmor = "deprecated since v1.30; use the \"appArmorProfile\" field instead";

    internal static IEnumerable<string> Of(Field spec, Field annotations)
    {
        var ofPod = spec["securityContext"];
        return
        [
            .. Annotation(annotations, SecurityAnnotationRules.SeccompOfPod, ofPod["seccompProfile"].IsSet, UseSeccomp),
            .. PodContainers.Of(spec).SelectMany(container => (IEnumerable<string>)
            [
                .. Annotation(annotations, SecurityAnnotationRules.SeccompOfContainer + container["name"].Text,
                    container["securityContext"]["seccompProfile"].IsSet, UseSeccomp),
                .. Annotation(annotations, SecurityAnnotationRules.AppArmorOfContainer + container["name"].Text,
                    ofPod["appArmorProfile"].IsSet || container["securityContext"]["appArmorProfile"].IsSet, UseAppArmor),
                .. new[] { "memory", "ephemeral-storage" }.SelectMany(resource =>
                    Fraction(container["resources"]["limits"], resource).Concat(Fraction(container["resources"]["requests"], resource))),
                .. Hidden(container["env"]),
            ]),
        ];
    }

    /// <summary>Amounts of memory and disk that are no whole bytes.</summary>
    internal static IEnumerable<string> Fractions(Field resources) => Fraction(resources, "memory").Concat(Fraction(resources, "ephemeral-storage"));

    internal static IEnumerable<string> Fraction(Field resources, string resource)
    {
        var amount = resources[resource];
        return Quantity.TryParse(amount.Text, out var quantity) && decimal.Truncate(quantity.Value) != quantity.Value
            ? [$"{resources.Path}[{resource}]: fractional byte value {QuotedText.Of(amount.Text)} is invalid, must be an integer"]
            : [];
    }

    private static IEnumerable<string> Annotation(Field annotations, string key, bool hasField, string warning) =>
        !hasField && annotations[key].IsSet ? [$"{annotations.Path}[{key}]: {warning}"] : [];

    // A value that is made of the one before is no mistake.
    private static IEnumerable<string> Hidden(Field variables)
    {
        var names = new HashSet<string>();
        foreach (var variable in variables.Items)
        {
            var name = variable["name"].Text;
            if (names.Add(name))
                continue;
            var (value, before) = (variable["value"].Text, $"$({name})");
            if (variable["valueFrom"].IsSet || value == before || !value.Contains(before, StringComparison.Ordinal))
                yield return $"{variable.Path}: hides previous definition of {QuotedText.Of(name)}, which may be dropped when using apply";
        }
    }
}
