using System.Text.Json;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Printing;

/// <summary>What keeps pods running: Deployments and their like.</summary>
internal static class WorkloadTables
{
    internal static readonly ResourceTable Deployment = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Ready", "How many of the wanted pods are ready."),
        TableColumn.Text("Up-to-date", "How many pods run the newest template."),
        TableColumn.Text("Available", "How many pods have been ready for long enough."),
        TableColumn.Age,
        TableColumn.Containers.Wide,
        TableColumn.Images.Wide,
        TableColumn.Selector,
    ], row => row.Name().Part(row.Status.Number("readyReplicas"), Wanted(row)).Number(row.Status.Number("updatedReplicas"))
        .Number(row.Status.Number("availableReplicas")).Age().Containers(Template(row)).Text(row.Spec.Selector("selector", "<invalid>")));

    internal static readonly ResourceTable ReplicaSet = new(
    [
        TableColumn.OfName,
        TableColumn.Number("Desired", "How many pods are wanted."),
        TableColumn.Number("Current", "How many pods there are."),
        TableColumn.Number("Ready", "How many pods are ready."),
        TableColumn.Age,
        TableColumn.Containers.Wide,
        TableColumn.Images.Wide,
        TableColumn.Selector,
    ], row => Replicas(row).Text(row.Spec.SelectorOrNone("selector")));

    internal static readonly ResourceTable ReplicationController = new(ReplicaSet.Columns, row => Replicas(row).Text(row.Spec.Labels("selector")));

    internal static readonly ResourceTable StatefulSet = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Ready", "How many of the wanted pods are ready."),
        TableColumn.Age,
        TableColumn.Containers.Wide,
        TableColumn.Images.Wide,
    ], row => row.Name().Part(row.Status.Number("readyReplicas"), Wanted(row)).Age().Containers(Template(row)));

    internal static readonly ResourceTable DaemonSet = new(
    [
        TableColumn.OfName,
        TableColumn.Number("Desired", "How many nodes should run the pod."),
        TableColumn.Number("Current", "How many of those nodes run the pod."),
        TableColumn.Number("Ready", "How many of those nodes have a ready pod."),
        TableColumn.Number("Up-to-date", "How many of those nodes run the newest template."),
        TableColumn.Number("Available", "How many of those nodes have a pod that has been ready for long enough."),
        TableColumn.Text("Node Selector", "Labels of the nodes that run the pod."),
        TableColumn.Age,
        TableColumn.Containers.Wide,
        TableColumn.Images.Wide,
        TableColumn.Selector,
    ], row => row.Name()
        .Number(row.Status.Number("desiredNumberScheduled")).Number(row.Status.Number("currentNumberScheduled")).Number(row.Status.Number("numberReady"))
        .Number(row.Status.Number("updatedNumberScheduled")).Number(row.Status.Number("numberAvailable"))
        .Text(Template(row).Field("spec").Labels("nodeSelector")).Age().Containers(Template(row)).Text(row.Spec.SelectorOrNone("selector")));

    internal static readonly ResourceTable PodTemplate = new(
    [
        TableColumn.OfName, TableColumn.Containers, TableColumn.Images, TableColumn.Text("Pod Labels", "Labels of pods that are made from the template."),
    ], row => row.Name().Containers(row.Root.Field("template")).Text(row.Root.Field("template").Field("metadata").Labels("labels")));

    internal static readonly ResourceTable ControllerRevision = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Controller", "The object whose history this is part of."),
        TableColumn.Text("Revision", "Place in that history; the highest is the newest."),
        TableColumn.Age,
    ], row => row.Name().Text(Controller(row.Value.Metadata.Controller)).Number(row.Root.Number("revision")).Age());

    private static JsonElement Template(Row row) => row.Spec.Field("template");

    private static long Wanted(Row row) => row.Spec.Number("replicas") ?? 1;

    private static Row Replicas(Row row) => row.Name().Number(Wanted(row)).Number(row.Status.Number("replicas"))
        .Number(row.Status.Number("readyReplicas")).Age().Containers(Template(row));

    private static string Controller(OwnerReference? owner)
    {
        if (owner is null)
            return Row.None;
        var slash = owner.ApiVersion.IndexOf('/', StringComparison.Ordinal);
        var kind = slash < 0 ? owner.Kind : $"{owner.Kind}.{owner.ApiVersion[..slash]}";
        return $"{kind.ToLowerInvariant()}/{owner.Name}";
    }
}
