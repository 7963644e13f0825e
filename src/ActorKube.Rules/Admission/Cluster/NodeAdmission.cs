using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>Admission of nodes. A kubelet that registers brings capacity and conditions along, so a new node keeps its status.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/architecture/nodes/.</remarks>
internal sealed class NodeAdmission() : KindAdmission(KindCatalogue.Node)
{
    private protected override void Default(JsonObject tree) => tree.Part("spec");

    private protected override void PrepareNew(JsonObject tree) => tree.Part("status");

    private protected override IEnumerable<FieldFault> Validate(Field value) =>
        [.. TaintRules.Check(value["spec"]["taints"]), .. ValidateStatus(value["status"])];

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live)
    {
        foreach (var name in new[] { "podCIDR", "providerID" })
            if (live["spec"][name] is { IsEmptyText: false } before && value["spec"][name].Text != before.Text)
                yield return FieldFault.Forbidden(before.Path, "node updates may not change " + name + " except from \"\" to valid");
    }

    private protected override IEnumerable<FieldFault> ValidateStatus(Field status) =>
        [.. Negatives(status["capacity"]), .. Negatives(status["allocatable"])];

    private static IEnumerable<FieldFault> Negatives(Field resources) => resources.Entries
        .Where(resource => resource.Value.Text.StartsWith('-'))
        .Select(resource => FieldFault.Invalid(resource.Value.Path, resource.Value.Text, "must be greater than or equal to 0"));
}
