using System.Collections.Frozen;
using ActorKube.Model.Kinds;

namespace ActorKube.Rules.Unattended;

/// <summary>
/// The kinds that are stored, validated and served, but that nobody acts on yet: one row a kind, with what a user will miss. Whoever builds the controller
/// deletes the row.
/// </summary>
public static class UnattendedKinds
{
    private static readonly FrozenDictionary<ResourceKind, string> Missing = new Dictionary<ResourceKind, string>
    {
        [KindCatalogue.ReplicationController] = "makes no pods: the replication controller is not there yet",
        [KindCatalogue.DaemonSet] = "makes no pods: the DaemonSet controller is not there yet",
        [KindCatalogue.StatefulSet] = "makes no pods: the StatefulSet controller is not there yet",
        [KindCatalogue.Job] = "makes no pods: the Job controller is not there yet",
        [KindCatalogue.CronJob] = "makes no jobs: the CronJob controller is not there yet",
        [KindCatalogue.HorizontalPodAutoscaler] = "scales nothing: the HorizontalPodAutoscaler controller is not there yet",
        [KindCatalogue.PodDisruptionBudget] = "allows no disruption: the disruption controller, which counts healthy pods, is not there yet",
        [KindCatalogue.Service] = "reaches no pods: endpoints and Service addresses are not there yet",
        [KindCatalogue.Ingress] = "routes nothing: there is no ingress controller",
        [KindCatalogue.NetworkPolicy] = "is not enforced: pods reach each other without it",
        [KindCatalogue.PersistentVolume] = "is bound to no claim: the volume controllers are not there yet",
        [KindCatalogue.PersistentVolumeClaim] = "stays unbound: the volume controllers are not there yet",
        [KindCatalogue.ResourceQuota] = "is not enforced: usage is not counted yet",
        [KindCatalogue.LimitRange] = "is not enforced: pods get no limits from it yet",
        [KindCatalogue.PriorityClass] = "has no effect: pods can't name a priority class yet",
        [KindCatalogue.CustomResourceDefinition] = "serves no objects: custom resources are not there yet",
        [KindCatalogue.Role] = "is not enforced: every authenticated caller is an administrator",
        [KindCatalogue.ClusterRole] = "is not enforced: every authenticated caller is an administrator",
        [KindCatalogue.RoleBinding] = "is not enforced: every authenticated caller is an administrator",
        [KindCatalogue.ClusterRoleBinding] = "is not enforced: every authenticated caller is an administrator",
    }.ToFrozenDictionary();

    /// <summary>The kinds, in no order.</summary>
    public static IEnumerable<ResourceKind> All => Missing.Keys;

    /// <summary>What a user of this kind will miss, as the rest of a sentence that begins with the object; null if the kind is attended to.</summary>
    public static string? WhatIsMissing(ResourceKind kind) => Missing.GetValueOrDefault(kind.Storage);
}
