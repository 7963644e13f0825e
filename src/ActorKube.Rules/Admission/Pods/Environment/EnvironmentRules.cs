using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Environment;

/// <summary>What the environment of a container must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables.</remarks>
internal static class EnvironmentRules
{
    internal static IEnumerable<FieldFault> Check(Field container) =>
        [.. container["env"].Items.SelectMany(Variable), .. container["envFrom"].Items.SelectMany(source => Source(source, container["envFrom"].Path))];

    private static IEnumerable<FieldFault> Variable(Field variable) =>
        Checks.Name(variable["name"], NameRule.EnvironmentVariable.Faults).Concat(From(variable["valueFrom"], !variable["value"].IsEmptyText));

    private static IEnumerable<FieldFault> From(Field source, bool hasValue)
    {
        if (!source.IsSet)
            yield break;
        var (field, resource, configMap, secret) = (source["fieldRef"], source["resourceFieldRef"], source["configMapKeyRef"], source["secretKeyRef"]);
        IEnumerable<FieldFault> faults =
        [
            .. PodFieldReference.CheckVariable(field),
            .. ResourceReference.Check(resource, ofVolume: false),
            .. KeyOf(configMap),
            .. KeyOf(secret),
        ];
        foreach (var fault in faults)
            yield return fault;
        var count = new[] { field, resource, configMap, secret }.Count(one => one.IsSet);
        if (count == 0)
            yield return FieldFault.Invalid(source.Path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        else if (hasValue)
            yield return FieldFault.Invalid(source.Path, "", "may not be specified when `value` is not empty");
        else if (count > 1)
            yield return FieldFault.Invalid(source.Path, "", "may not have more than one field specified at a time");
    }

    private static IEnumerable<FieldFault> KeyOf(Field selector)
    {
        if (!selector.IsSet)
            return [];
        var (name, key) = (selector["name"], selector["key"]);
        return [.. NameRule.Subdomain.Faults(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault)), .. Checks.Name(key, NameRule.ConfigKey.Faults)];
    }

    // Upstream's last two faults point to the list, not to the item.
    private static IEnumerable<FieldFault> Source(Field source, string list)
    {
        var (prefix, configMap, secret) = (source["prefix"], source["configMapRef"], source["secretRef"]);
        foreach (var fault in prefix.IsEmptyText ? [] : NameRule.EnvironmentVariable.Faults(prefix.Text))
            yield return FieldFault.Invalid(prefix.Path, prefix.Text, fault);
        foreach (var fault in new[] { configMap, secret }.Where(one => one.IsSet).SelectMany(one => Checks.Name(one["name"], NameFaults)))
            yield return fault;
        if (!configMap.IsSet && !secret.IsSet)
            yield return FieldFault.Invalid(list, "", "must specify one of: `configMapRef` or `secretRef`");
        else if (configMap.IsSet && secret.IsSet)
            yield return FieldFault.Invalid(list, "", "may not have more than one field specified at a time");
    }

    // Upstream takes the name for a prefix here, and a prefix may end in a hyphen.
    private static IEnumerable<string> NameFaults(string name) =>
        NameRule.Subdomain.Faults(name.Length > 1 && name.EndsWith('-') ? name[..^2] + "a" : name);
}
