using System.Collections.Frozen;
using ActorKube.Model.Kinds;
using ActorKube.Rules.Admission.Authorization;
using ActorKube.Rules.Admission.Cluster;
using ActorKube.Rules.Admission.Configuration;
using ActorKube.Rules.Admission.Extensions;
using ActorKube.Rules.Admission.Network;
using ActorKube.Rules.Admission.Pods;
using ActorKube.Rules.Admission.Policy;
using ActorKube.Rules.Admission.Storage;
using ActorKube.Rules.Admission.Workloads;

namespace ActorKube.Rules.Admission;

/// <summary>The registry of admission: one line a kind.</summary>
internal sealed class AdmissionChain(AdmissionPolicy policy)
{
    private readonly FrozenDictionary<ResourceKind, KindAdmission> _byKind = new KindAdmission[]
    {
        new NamespaceAdmission(),
        new NodeAdmission(),
        new PodAdmission(policy),
        new EventAdmission(),
        new EventsEventAdmission(),
        new LeaseAdmission(),
        new ConfigMapAdmission(),
        new ServiceAccountAdmission(),
        new SecretAdmission(),
        new ServiceAdmission(policy),
        new EndpointsAdmission(),
        new EndpointSliceAdmission(),
        new IngressAdmission(),
        new IngressClassAdmission(),
        new NetworkPolicyAdmission(),
        new PodDisruptionBudgetAdmission(),
        new LimitRangeAdmission(),
        new ResourceQuotaAdmission(),
        new PriorityClassAdmission(),
        new RuntimeClassAdmission(),
        new PersistentVolumeAdmission(),
        new PersistentVolumeClaimAdmission(),
        new StorageClassAdmission(),
        new RoleAdmission(),
        new ClusterRoleAdmission(),
        new RoleBindingAdmission(KindCatalogue.RoleBinding),
        new RoleBindingAdmission(KindCatalogue.ClusterRoleBinding),
        new PodTemplateAdmission(),
        new ReplicaSetAdmission(),
        new DeploymentAdmission(),
        new ReplicationControllerAdmission(),
        new DaemonSetAdmission(),
        new StatefulSetAdmission(),
        new ControllerRevisionAdmission(),
        new JobAdmission(),
        new CronJobAdmission(),
        new HorizontalPodAutoscalerAdmission(),
        new CustomResourceDefinitionAdmission(),
    }.ToFrozenDictionary(admission => admission.Kind);

    /// <summary>
    /// The rules of a kind; one without rules of its own has those of metadata, and one that is another version of a kind has those of the stored version.
    /// </summary>
    internal KindAdmission For(ResourceKind kind) =>
        _byKind.GetValueOrDefault(kind) ?? _byKind.GetValueOrDefault(kind.Storage) ?? new KindAdmission(kind.Storage);
}
