using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Workloads;

/// <summary>The status of a ReplicaSet.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/replica-set-v1/#ReplicaSetStatus.</remarks>
internal sealed record ReplicaSetCounts(
    int Replicas, int FullyLabeled, int Ready, int Available, long ObservedGeneration, ImmutableArray<WorkloadCondition> Conditions)
{
    public bool Equals(ReplicaSetCounts? other) =>
        other is not null && Replicas == other.Replicas && FullyLabeled == other.FullyLabeled && Ready == other.Ready
        && Available == other.Available && ObservedGeneration == other.ObservedGeneration && Conditions.SequenceEqual(other.Conditions);

    public override int GetHashCode() => HashCode.Combine(Replicas, FullyLabeled, Ready, Available, ObservedGeneration);

    internal Change.Patch Patch(ApiObject set) => new(set.Key, new JsonObject
    {
        ["metadata"] = new JsonObject { ["uid"] = set.Metadata.Uid },
        ["status"] = new JsonObject
        {
            ["replicas"] = Replicas,
            ["fullyLabeledReplicas"] = FullyLabeled.OmitZero(),
            ["readyReplicas"] = Ready.OmitZero(),
            ["availableReplicas"] = Available.OmitZero(),
            ["observedGeneration"] = ObservedGeneration == 0 ? null : ObservedGeneration,
            ["conditions"] = WorkloadCondition.WriteAll(Conditions),
        },
    }, Status: true);
}
