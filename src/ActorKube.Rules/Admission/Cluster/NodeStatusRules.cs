using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Pods.Containers;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>What the status of a node must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/node/node-status/.</remarks>
internal static class NodeStatusRules
{
    internal static IEnumerable<FieldFault> CheckResources(Field status) => new[] { "capacity", "allocatable" }
        .SelectMany(name => status[name].Entries.SelectMany(entry => AmountRules.Check(entry.Key, status[name][entry.Key])));

    internal static IEnumerable<FieldFault> CheckAddresses(Field addresses)
    {
        var seen = new HashSet<(string, string)>();
        return addresses.Items.Where(item => !seen.Add((item["type"].Text, item["address"].Text))).Select(item => FieldFault.Duplicate(
            item.Path, GoSyntax.Of($"core.NodeAddress{{Type:\"{item["type"].Text}\", Address:\"{item["address"].Text}\"}}")));
    }
}
