using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>Admission of nodes. A kubelet that registers brings capacity and conditions along, so a new node keeps its status.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/architecture/nodes/.</remarks>
internal sealed class NodeAdmission() : KindAdmission(KindCatalogue.Node)
{
    private protected override void Default(JsonObject tree)
    {
        NodeNetworks.Align(tree.Part("spec"));
        DefaultStatus(tree);
    }

    private protected override void PrepareNew(JsonObject tree) => tree.Part("status");

    // Whoever doesn't say what pods may use means all that is there.
    private protected override void DefaultStatus(JsonObject tree)
    {
        if (tree.Object("status") is { } status && status["allocatable"] is null && status.Object("capacity") is { } capacity)
            status["allocatable"] = capacity.DeepClone();
    }

    // Upstream's faults find the taints in the metadata.
    private protected override IEnumerable<FieldFault> Validate(Field value) =>
        [.. TaintRules.Check(value["spec"]["taints"] with { Path = value["metadata"]["taints"].Path }), .. NodeStatusRules.CheckResources(value["status"])];

    private protected override IEnumerable<FieldFault> ValidateNew(Field value) => NodeNetworks.Check(value["spec"]["podCIDRs"]);

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live)
    {
        var (spec, before) = (value["spec"], live["spec"]);
        return
        [
            .. NodeStatusRules.CheckAddresses(value["status"]["addresses"]),
            .. Kept(spec["podCIDRs"], "podCIDR", before["podCIDRs"].Count > 0 && !spec["podCIDRs"].Node.SameAs(before["podCIDRs"].Node)),
            .. Kept(spec["providerID"], "providerID", !before["providerID"].IsEmptyText && spec["providerID"].Text != before["providerID"].Text),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateStatus(Field status) =>
        [.. NodeStatusRules.CheckResources(status), .. NodeStatusRules.CheckAddresses(status["addresses"])];

    private static IEnumerable<FieldFault> Kept(Field field, string name, bool changed) =>
        changed ? [FieldFault.Forbidden(field.Path, $"node updates may not change {name} except from \"\" to valid")] : [];
}
