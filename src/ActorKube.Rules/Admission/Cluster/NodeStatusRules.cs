using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Pods.Containers;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>What the status of a node must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/node/node-status/.</remarks>
internal static class NodeStatusRules
{
    internal static IEnumerable<FieldFault> CheckResources(Field status) => new[] { "capacity", "allocatable" }
        .SelectMany(name => status[name].Entries.SelectMany(entry => Amount(entry.Key, status[name][entry.Key])));

    internal static IEnumerable<FieldFault> CheckAddresses(Field addresses)
    {
        var seen = new HashSet<(string, string)>();
        return addresses.Items.Where(item => !seen.Add((item["type"].Text, item["address"].Text))).Select(item => FieldFault.Duplicate(
            item.Path, GoSyntax.Of($"core.NodeAddress{{Type:\"{item["type"].Text}\", Address:\"{item["address"].Text}\"}}")));
    }

    private static IEnumerable<FieldFault> Amount(string resource, Field amount)
    {
        if (!Quantity.TryParse(amount.Text, out var quantity))
            yield break;
        if (quantity < Quantity.Zero)
            yield return FieldFault.Invalid(amount.Path, amount.Text, "must be greater than or equal to 0");
        if (ResourceName.IsWhole(resource) && decimal.Truncate(quantity.Value) != quantity.Value)
            yield return FieldFault.Invalid(amount.Path, amount.Text, "must be an integer");
    }
}
