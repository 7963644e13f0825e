using ActorKube.Model.Json;

namespace ActorKube.Rules.Printing;

/// <summary>Small kinds that pods and clusters are configured with.</summary>
internal static class ConfigurationTables
{
    internal static readonly ResourceTable Namespace = new(
        [TableColumn.OfName, TableColumn.Text("Status", "Active, or Terminating."), TableColumn.Age],
        row => row.Name().Text(row.Status.Text("phase")).Age());

    internal static readonly ResourceTable ConfigMap = new(
        [TableColumn.OfName, TableColumn.Text("Data", "How many keys it has."), TableColumn.Age],
        row => row.Name().Number(row.Root.Count("data") + row.Root.Count("binaryData")).Age());

    internal static readonly ResourceTable Secret = new(
        [TableColumn.OfName, TableColumn.Text("Type", "What the secret is for."), TableColumn.Text("Data", "How many keys it has."), TableColumn.Age],
        row => row.Name().Text(row.Root.Text("type")).Number(row.Root.Count("data")).Age());

    internal static readonly ResourceTable ServiceAccount = new(
        [TableColumn.OfName, TableColumn.Text("Secrets", "How many secrets its pods may use."), TableColumn.Age],
        row => row.Name().Number(row.Root.Count("secrets")).Age());

    internal static readonly ResourceTable Lease = new(
        [TableColumn.OfName, TableColumn.Text("Holder", "Who holds the lease."), TableColumn.Age],
        row => row.Name().Text(row.Spec.Text("holderIdentity")).Age());

    internal static readonly ResourceTable RuntimeClass = new(
        [TableColumn.OfName, TableColumn.Text("Handler", "What the container runtime calls it."), TableColumn.Age],
        row => row.Name().Text(row.Root.Text("handler")).Age());

    internal static readonly ResourceTable PriorityClass = new(
    [
        TableColumn.OfName,
        TableColumn.Number("Value", "Priority of pods of this class; the higher, the sooner they are placed."),
        TableColumn.Flag("Global-Default", "Whether pods without a class get this one."),
        TableColumn.Age,
        TableColumn.Text("PreemptionPolicy", "Whether such pods may drive out others."),
    ], row => row.Name().Number(row.Root.Number("value")).Flag(row.Root.Flag("globalDefault")).Age().Text(row.Root.Text("preemptionPolicy")));
}
