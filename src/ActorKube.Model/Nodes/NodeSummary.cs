using ActorKube.Model.Objects;

namespace ActorKube.Model.Nodes;

/// <summary>What one line of <c>kubectl get nodes</c> says about a node.</summary>
/// <remarks>Source: printNode in kubernetes/pkg/printers/internalversion/printers.go, as of 1.32.</remarks>
/// <param name="Status">The STATUS cell: <c>Ready</c>, <c>NotReady</c> or <c>Unknown</c>, with <c>,SchedulingDisabled</c> for a cordoned node.</param>
/// <param name="Roles">The ROLES cell: from the labels <c>node-role.kubernetes.io/ROLE</c>, or <c>&lt;none&gt;</c>.</param>
public sealed record NodeSummary(string Status, string Roles)
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    /// <summary>The summary of a node.</summary>
    public static NodeSummary Of(ApiObject node)
    {
        var status = node.Node.Ready switch
        {
            "True" => "Ready",
            "" => "Unknown",
            _ => "NotReady",
        };
        var roles = node.Metadata.Labels
            .Select(label => label.Key.StartsWith(RolePrefix, StringComparison.Ordinal) ? label.Key[RolePrefix.Length..]
                : label.Key == "kubernetes.io/role" ? label.Value : "")
            .Where(role => role.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        return new(node.Node.Unschedulable ? status + ",SchedulingDisabled" : status, roles.Count == 0 ? "<none>" : string.Join(',', roles));
    }
}
