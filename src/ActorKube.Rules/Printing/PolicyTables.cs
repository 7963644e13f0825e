using ActorKube.Model.Json;

namespace ActorKube.Rules.Printing;

/// <summary>Bounds: disruption budgets and quotas; and who may do what.</summary>
internal static class PolicyTables
{
    private const string NotSet = "N/A";

    internal static readonly ResourceTable PodDisruptionBudget = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Min Available", "How many pods must stay available, as a number or a percentage."),
        TableColumn.Text("Max Unavailable", "How many pods may be unavailable, as a number or a percentage."),
        TableColumn.Number("Allowed Disruptions", "How many pods may be evicted right now."),
        TableColumn.Age,
    ], row => row.Name().Text(row.Spec.Scalar("minAvailable"), NotSet).Text(row.Spec.Scalar("maxUnavailable"), NotSet)
        .Number(row.Status.Number("disruptionsAllowed")).Age());

    internal static readonly ResourceTable ResourceQuota = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Request", "How much is used of what may be requested, and how many objects there are of how many."),
        TableColumn.Text("Limit", "How much is used of what limits may add up to."),
        TableColumn.Age,
    ], row => row.Name().Text(Used(row, limits: false)).Text(Used(row, limits: true)).Age());

    internal static readonly ResourceTable RoleBinding = Binding("role binding");

    internal static readonly ResourceTable ClusterRoleBinding = Binding("cluster role binding");

    private static ResourceTable Binding(string what) => new(
    [
        TableColumn.OfName,
        TableColumn.Text("Role", $"The role that the {what} grants."),
        TableColumn.Age,
        TableColumn.Text("Users", $"Users that the {what} grants it to.").Wide,
        TableColumn.Text("Groups", $"Groups that the {what} grants it to.").Wide,
        TableColumn.Text("ServiceAccounts", $"Service accounts that the {what} grants it to.").Wide,
    ], row => row.Name().Text($"{row.Root.Field("roleRef").Text("kind")}/{row.Root.Field("roleRef").Text("name")}").Age()
        .Text(Subjects(row, "User")).Text(Subjects(row, "Group")).Text(Subjects(row, "ServiceAccount")));

    private static string Subjects(Row row, string kind) => string.Join(", ", row.Root.Items("subjects")
        .Where(subject => subject.Text("kind") == kind)
        .Select(subject => kind == "ServiceAccount" ? $"{subject.Text("namespace")}/{subject.Text("name")}" : subject.Text("name")));

    private static string Used(Row row, bool limits)
    {
        var (hard, used) = (row.Status.Field("hard"), row.Status.Field("used"));
        return string.Join(", ", hard.Names()
            .Where(resource => resource.StartsWith("limits.", StringComparison.Ordinal) == limits)
            .Select(resource => $"{resource}: {used.Quantity(resource)}/{hard.Quantity(resource)}"));
    }
}
