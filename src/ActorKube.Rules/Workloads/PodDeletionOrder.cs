using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Workloads;

/// <summary>In which order a ReplicaSet gives up pods: those that serve least first, and from crowded nodes before others.</summary>
/// <remarks>
/// Source: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset and upstream's ActivePodsWithRanks. Ages are compared
/// by their order of magnitude (LogarithmicScaleDown), ties go by uid.
/// </remarks>
public static class PodDeletionOrder
{
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";

    /// <summary>The pods, those to delete first in front.</summary>
    /// <param name="pods">The pods of one ReplicaSet.</param>
    /// <param name="neighbours">The active pods of all sets of the same Deployment, which make a node crowded.</param>
    /// <param name="now">Emulated time.</param>
    public static IEnumerable<ApiObject> Sort(IReadOnlyCollection<ApiObject> pods, IEnumerable<ApiObject> neighbours, DateTimeOffset now)
    {
        var crowd = neighbours.Where(pod => pod.Pod.IsBound).GroupBy(pod => pod.Pod.NodeName)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return pods
            .OrderBy(pod => pod.Pod.IsBound)
            .ThenBy(pod => pod.Pod.Phase switch { "Running" => 2, "Unknown" => 1, _ => 0 })
            .ThenBy(pod => pod.Pod.IsReady)
            .ThenBy(Cost)
            .ThenByDescending(pod => crowd.GetValueOrDefault(pod.Pod.NodeName))
            .ThenBy(pod => pod.Pod.IsReady ? Magnitude(pod.Pod.ReadyTransition, now) : 0)
            .ThenByDescending(Restarts)
            .ThenBy(pod => Magnitude(pod.Metadata.CreationTimestamp, now))
            .ThenBy(pod => pod.Metadata.Uid, StringComparer.Ordinal);
    }

    private static int Cost(ApiObject pod) =>
        int.TryParse(pod.Metadata.Annotations.GetValueOrDefault(DeletionCost), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost)
            ? cost
            : 0;

    /// <summary>The age's order of magnitude in powers of two; a time that is unknown counts as youngest.</summary>
    private static int Magnitude(DateTimeOffset? since, DateTimeOffset now) =>
        since is { } time && now > time ? BitOperations.Log2((ulong)(now - time).Ticks) : -1;

    private static int Restarts(ApiObject pod)
    {
        var statuses = pod.ToTree().Object("status").Array("containerStatuses").Objects();
        return statuses.Max(status => status.Whole("restartCount")) ?? 0;
    }
}
