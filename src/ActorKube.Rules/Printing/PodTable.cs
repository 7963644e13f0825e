using System.Text.Json;
using ActorKube.Model.Objects;
using ActorKube.Model.Pods;
using ActorKube.Model.Time;

namespace ActorKube.Rules.Printing;

/// <summary>Pods, the kind that is listed most: one walk through the object, by <see cref="PodSummary"/>.</summary>
internal static class PodTable
{
    internal static readonly ResourceTable Pod = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Ready", "How many of the pod's containers are ready."),
        TableColumn.Text("Status", "State of the pod, summed up from its phase and its containers."),
        TableColumn.Text("Restarts", "How often containers were started again, and when the last one was."),
        TableColumn.Age,
        TableColumn.Text("IP", "Address of the pod within the cluster.").Wide,
        TableColumn.Text("Node", "Node that the pod is bound to.").Wide,
        TableColumn.Text("Nominated Node", "Node on which room is being made for the pod.").Wide,
        TableColumn.Text("Readiness Gates", "How many of the pod's readiness gates are open.").Wide,
    ], Write);

    private static void Write(ApiObject pod, DateTimeOffset now, Utf8JsonWriter cells)
    {
        var summary = PodSummary.Of(pod);
        cells.WriteStringValue(pod.Key.Name);
        cells.WriteStringValue(summary.Ready);
        cells.WriteStringValue(summary.Status);
        cells.WriteStringValue(summary.RestartsAt(now));
        cells.WriteStringValue(HumanDuration.Since(pod.Metadata.CreationTimestamp, now));
        foreach (var cell in new ReadOnlySpan<string>([summary.PodIP, summary.NodeName, summary.NominatedNode, summary.ReadinessGates]))
            cells.WriteStringValue(cell.Length > 0 ? cell : Row.None);
    }
}
