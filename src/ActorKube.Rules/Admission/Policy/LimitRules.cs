using System.Globalization;
using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;
using ActorKube.Rules.Admission.Pods.Containers;

namespace ActorKube.Rules.Admission.Policy;

/// <summary>What one limit of a LimitRange must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/limit-range-v1/.</remarks>
internal static class LimitRules
{
    private static readonly string[] Bags = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"];

    internal static IEnumerable<FieldFault> Check(Field limit, bool isRepeated)
    {
        var type = limit["type"];
        // Pods have no defaults: whoever gives them some hears just that.
        var bags = Bags.Where(name => type.Text != "Pod" || name is not ("default" or "defaultRequest")).Select(name => limit[name]).ToList();
        return
        [
            .. Type(type),
            .. isRepeated ? [FieldFault.Duplicate(type.Path, type.Text)] : Array.Empty<FieldFault>(),
            .. bags.Where(bag => bag.Path.EndsWith("max", StringComparison.Ordinal) || bag.Path.EndsWith("min", StringComparison.Ordinal)).SelectMany(bag => Names(bag, type.Text)),
            .. type.Text == "Pod" ? DefaultsOfPods(limit) : [.. Names(limit["default"], type.Text), .. Names(limit["defaultRequest"], type.Text)],
            .. type.Text == "PersistentVolumeClaim" && !limit["min"]["storage"].IsSet && !limit["max"]["storage"].IsSet
                ? [FieldFault.Required($"{limit.Path}.limits", "either minimum or maximum storage value is required, but neither was provided")]
                : Array.Empty<FieldFault>(),
            .. Names(limit["maxLimitRequestRatio"], type.Text),
            .. bags.SelectMany(bag => bag.Entries).Select(entry => entry.Key).Distinct().Order(StringComparer.Ordinal).SelectMany(resource => Order(limit, resource)),
        ];
    }

    private static IEnumerable<FieldFault> Type(Field type)
    {
        var faults = NameRule.QualifiedFaults(type.Text).Select(fault => FieldFault.Invalid(type.Path, type.Text, fault)).ToList();
        return faults.Count > 0 || type.Text.Contains('/') || type.Text is "Pod" or "Container" or "PersistentVolumeClaim"
            ? faults
            : [FieldFault.Invalid(type.Path, type.Text, "must be a standard limit type or fully qualified")];
    }

    private static IEnumerable<FieldFault> DefaultsOfPods(Field limit) => new[] { "default", "defaultRequest" }
        .Where(name => limit[name].Count > 0).Select(name => FieldFault.Forbidden(limit[name].Path, "may not be specified when `type` is 'Pod'"));

    private static IEnumerable<FieldFault> Names(Field bag, string type) => bag.Entries.SelectMany(entry =>
        (type is "Pod" or "Container" ? ResourceName.Faults(entry.Key) : ResourceName.FaultsOfAny(entry.Key))
        .Select(fault => FieldFault.Invalid(entry.Value.Path, entry.Key, fault)));

    private static IEnumerable<FieldFault> Order(Field limit, string resource)
    {
        var (min, max, ratio) = (Amount(limit["min"], resource), Amount(limit["max"], resource), Amount(limit["maxLimitRequestRatio"], resource));
        var isPod = limit["type"].Text == "Pod";
        var (given, asked) = isPod ? (null, null) : (Amount(limit["default"], resource), Amount(limit["defaultRequest"], resource));
        if (min > max)
            yield return Fault("min", min, $"min value {min} is greater than max value {max}");
        if (min > asked)
            yield return Fault("defaultRequest", asked, $"min value {min} is greater than default request value {asked}");
        if (asked > max)
            yield return Fault("defaultRequest", asked, $"default request value {asked} is greater than max value {max}");
        if (asked > given)
            yield return Fault("defaultRequest", asked, $"default request value {asked} is greater than default limit value {given}");
        if (min > given)
            yield return Fault("default", min, $"min value {min} is greater than default value {given}");
        if (given > max)
            yield return Fault("default", max, $"default value {given} is greater than max value {max}");
        if (ratio < Quantity.Of(1))
            yield return Fault("maxLimitRequestRatio", ratio, $"ratio {ratio} is less than 1");
        if (ratio is { } most && min is { } least && max is { } highest && least > Quantity.Zero && (double)most.Value > (double)highest.Value / (double)least.Value)
        {
            yield return Fault("maxLimitRequestRatio", ratio, string.Create(
                CultureInfo.InvariantCulture, $"ratio {ratio} is greater than max/min = {(double)highest.Value / (double)least.Value:F6}"));
        }
        if (!ResourceName.CanBeOvercommitted(resource) && given is { } one && asked is { } other && one != other)
            yield return Fault("defaultRequest", asked, $"default value {given} must equal to defaultRequest value {asked} in {resource}");

        FieldFault Fault(string bag, Quantity? amount, string detail) => FieldFault.Invalid(limit[bag].Path + $"[{resource}]", $"{amount}", detail);
    }

    private static Quantity? Amount(Field bag, string resource) => Quantity.TryParse(bag[resource].Text, out var amount) ? amount : null;
}
