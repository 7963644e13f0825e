using k8s.Models;

namespace ActorKube.Model.Kinds;

/// <content>What limits and orders the use of the cluster.</content>
public sealed partial class KindCatalogue
{
    /// <summary>LimitRange, core/v1.</summary>
    public static readonly ResourceKind LimitRange = Namespaced<V1LimitRange>("", "v1", "LimitRange", "limitranges", "limits");

    /// <summary>ResourceQuota, core/v1.</summary>
    public static readonly ResourceKind ResourceQuota = WithStatus(Namespaced<V1ResourceQuota>("", "v1", "ResourceQuota", "resourcequotas", "quota"));

    /// <summary>PodDisruptionBudget, policy/v1.</summary>
    public static readonly ResourceKind PodDisruptionBudget =
        WithStatus(Namespaced<V1PodDisruptionBudget>("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", "pdb"));

    /// <summary>PriorityClass, scheduling.k8s.io/v1, cluster-scoped.</summary>
    public static readonly ResourceKind PriorityClass = OfCluster<V1PriorityClass>("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", "pc");

    private static ResourceKind[] PolicyKinds => [LimitRange, ResourceQuota, PodDisruptionBudget, PriorityClass];
}
