using System.Collections.Frozen;
using k8s.Models;

namespace ActorKube.Rules.FieldManagement;

/// <summary>
/// Which lists are merged item by item, and which objects are owned as a whole: all other lists are owned as a whole, and all other objects field by field.
/// </summary>
/// <remarks>Source: the list, map and struct types (<c>x-kubernetes-list-type</c> and the like) of https://github.com/kubernetes/api, v1.32.</remarks>
internal static class MergeTypes
{
    private static readonly FrozenSet<Type> Atomic = new[]
    {
        typeof(V1LabelSelector), typeof(V1NodeSelector), typeof(V1NodeSelectorTerm), typeof(V1ObjectReference), typeof(V1LocalObjectReference),
        typeof(V1TypedLocalObjectReference), typeof(V1SecretReference), typeof(V1ObjectFieldSelector), typeof(V1ResourceFieldSelector),
        typeof(V1ConfigMapKeySelector), typeof(V1SecretKeySelector), typeof(V1ScopeSelector), typeof(V1ScopedResourceSelectorRequirement),
        typeof(V1OwnerReference), typeof(V1CrossVersionObjectReference), typeof(V2CrossVersionObjectReference), typeof(V1RoleRef), typeof(Rbacv1Subject),
        typeof(V1TopologySelectorTerm),
    }.ToFrozenSet();

    private static readonly FrozenSet<(Type, string)> AtomicFields = new[]
    {
        (typeof(V1PodSpec), "nodeSelector"), (typeof(V1ServiceSpec), "selector"), (typeof(V1ReplicationControllerSpec), "selector"),
        (typeof(V1Scheduling), "nodeSelector"),
    }.ToFrozenSet();

    private static readonly FrozenDictionary<(Type, string), ListType> Lists = new Dictionary<(Type, string), ListType>
    {
        [(typeof(V1ObjectMeta), "ownerReferences")] = ListType.By("uid"),
        [(typeof(V1ObjectMeta), "finalizers")] = ListType.Set,
        [(typeof(V1PodSpec), "containers")] = ListType.By("name"),
        [(typeof(V1PodSpec), "initContainers")] = ListType.By("name"),
        [(typeof(V1PodSpec), "ephemeralContainers")] = ListType.By("name"),
        [(typeof(V1PodSpec), "volumes")] = ListType.By("name"),
        [(typeof(V1PodSpec), "imagePullSecrets")] = ListType.By("name"),
        [(typeof(V1PodSpec), "resourceClaims")] = ListType.By("name"),
        [(typeof(V1PodSpec), "schedulingGates")] = ListType.By("name"),
        [(typeof(V1PodSpec), "hostAliases")] = ListType.By("ip"),
        [(typeof(V1PodSpec), "topologySpreadConstraints")] = ListType.By("topologyKey", "whenUnsatisfiable"),
        [(typeof(V1PodStatus), "conditions")] = ListType.By("type"),
        [(typeof(V1PodStatus), "podIPs")] = ListType.By("ip"),
        [(typeof(V1PodStatus), "resourceClaimStatuses")] = ListType.By("name"),
        [(typeof(V1Container), "ports")] = ListType.By("containerPort", "protocol"),
        [(typeof(V1Container), "env")] = ListType.By("name"),
        [(typeof(V1Container), "volumeMounts")] = ListType.By("mountPath"),
        [(typeof(V1Container), "volumeDevices")] = ListType.By("devicePath"),
        [(typeof(V1EphemeralContainer), "ports")] = ListType.By("containerPort", "protocol"),
        [(typeof(V1EphemeralContainer), "env")] = ListType.By("name"),
        [(typeof(V1EphemeralContainer), "volumeMounts")] = ListType.By("mountPath"),
        [(typeof(V1EphemeralContainer), "volumeDevices")] = ListType.By("devicePath"),
        [(typeof(V1ResourceRequirements), "claims")] = ListType.By("name"),
        [(typeof(V1ContainerStatus), "volumeMounts")] = ListType.By("mountPath"),
        [(typeof(V1ContainerStatus), "allocatedResourcesStatus")] = ListType.By("name"),
        [(typeof(V1ServiceSpec), "ports")] = ListType.By("port", "protocol"),
        [(typeof(V1ServiceStatus), "conditions")] = ListType.By("type"),
        [(typeof(V1ServiceAccount), "secrets")] = ListType.By("name"),
        [(typeof(V1NodeSpec), "podCIDRs")] = ListType.Set,
        [(typeof(V1NodeStatus), "conditions")] = ListType.By("type"),
        [(typeof(V1NodeStatus), "addresses")] = ListType.By("type"),
        [(typeof(V1NamespaceStatus), "conditions")] = ListType.By("type"),
        [(typeof(V1PersistentVolumeClaimStatus), "conditions")] = ListType.By("type"),
        [(typeof(V1ReplicationControllerStatus), "conditions")] = ListType.By("type"),
        [(typeof(V1DeploymentStatus), "conditions")] = ListType.By("type"),
        [(typeof(V1ReplicaSetStatus), "conditions")] = ListType.By("type"),
        [(typeof(V1DaemonSetStatus), "conditions")] = ListType.By("type"),
        [(typeof(V1StatefulSetStatus), "conditions")] = ListType.By("type"),
        [(typeof(V2HorizontalPodAutoscalerStatus), "conditions")] = ListType.By("type"),
        [(typeof(V1PodDisruptionBudgetStatus), "conditions")] = ListType.By("type"),
        [(typeof(V1CustomResourceDefinitionStatus), "conditions")] = ListType.By("type"),
        [(typeof(V1PodFailurePolicyOnExitCodesRequirement), "values")] = ListType.Set,
        [(typeof(V1UncountedTerminatedPods), "succeeded")] = ListType.Set,
        [(typeof(V1UncountedTerminatedPods), "failed")] = ListType.Set,
        [(typeof(V1Endpoint), "addresses")] = ListType.Set,
    }.ToFrozenDictionary();

    internal static bool IsAtomic(Type type) => Atomic.Contains(type);

    internal static bool IsAtomic(Type owner, string field) => AtomicFields.Contains((owner, field));

    /// <summary>How a list is merged; null if it is owned as a whole.</summary>
    internal static ListType? ListOf(Type owner, string field) => Lists.GetValueOrDefault((owner, field));
}
