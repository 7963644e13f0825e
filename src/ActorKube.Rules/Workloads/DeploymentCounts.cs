using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Workloads;

/// <summary>The status of a Deployment.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/#DeploymentStatus.</remarks>
internal sealed record DeploymentCounts(
    int Replicas, int Updated, int Ready, int Available, int Unavailable, long ObservedGeneration, int CollisionCount,
    ImmutableArray<WorkloadCondition> Conditions)
{
    public bool Equals(DeploymentCounts? other) =>
        other is not null && Replicas == other.Replicas && Updated == other.Updated && Ready == other.Ready && Available == other.Available
        && Unavailable == other.Unavailable && ObservedGeneration == other.ObservedGeneration && CollisionCount == other.CollisionCount
        && Conditions.SequenceEqual(other.Conditions);

    public override int GetHashCode() => HashCode.Combine(Replicas, Updated, Ready, Available, Unavailable, ObservedGeneration, CollisionCount);

    internal Change.Patch Patch(ApiObject deployment) => new(deployment.Key, new JsonObject
    {
        ["metadata"] = new JsonObject { ["uid"] = deployment.Metadata.Uid },
        ["status"] = new JsonObject
        {
            ["observedGeneration"] = ObservedGeneration == 0 ? null : ObservedGeneration,
            ["replicas"] = Replicas.OmitZero(),
            ["updatedReplicas"] = Updated.OmitZero(),
            ["readyReplicas"] = Ready.OmitZero(),
            ["availableReplicas"] = Available.OmitZero(),
            ["unavailableReplicas"] = Unavailable.OmitZero(),
            ["collisionCount"] = CollisionCount.OmitZero(),
            ["conditions"] = WorkloadCondition.WriteAll(Conditions),
        },
    }, Status: true);
}
