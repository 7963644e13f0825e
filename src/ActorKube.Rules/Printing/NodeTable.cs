using ActorKube.Model.Json;
using ActorKube.Model.Nodes;

namespace ActorKube.Rules.Printing;

/// <summary>Nodes.</summary>
internal static class NodeTable
{
    internal static readonly ResourceTable Node = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Status", "Whether the node is ready, and whether it takes new pods."),
        TableColumn.Text("Roles", "Roles of the node, from its labels."),
        TableColumn.Age,
        TableColumn.Text("Version", "Version of the kubelet."),
        TableColumn.Text("Internal-IP", "Address of the node within the cluster.").Wide,
        TableColumn.Text("External-IP", "Address of the node outside of the cluster.").Wide,
        TableColumn.Text("OS-Image", "Operating system of the node.").Wide,
        TableColumn.Text("Kernel-Version", "Version of the node's kernel.").Wide,
        TableColumn.Text("Container-Runtime", "Container runtime and its version.").Wide,
    ], Print);

    private static void Print(Row row)
    {
        var summary = NodeSummary.Of(row.Value);
        var info = row.Status.Field("nodeInfo");
        row.Name().Text(summary.Status).Text(summary.Roles).Age().Text(info.Text("kubeletVersion"))
            .Text(Address(row, "InternalIP"), Row.None)
            .Text(Address(row, "ExternalIP"), Row.None)
            .Text(info.Text("osImage"), Row.Unknown)
            .Text(info.Text("kernelVersion"), Row.Unknown)
            .Text(info.Text("containerRuntimeVersion"), Row.Unknown);
    }

    private static string Address(Row row, string type) =>
        row.Status.Items("addresses").FirstOrDefault(address => address.Text("type") == type).Text("address");
}
