using System.Collections.Frozen;
using System.Collections.Immutable;
using ActorKube.Model.Kinds;

namespace ActorKube.Rules.Printing;

/// <summary>Tables for people: what <c>kubectl get</c> shows of each kind.</summary>
/// <remarks>Source: kubernetes/pkg/printers/internalversion/printers.go, as of 1.32.</remarks>
public static class TablePrinter
{
    /// <summary>Kinds that upstream has no table for: the API server's own default.</summary>
    private static readonly ResourceTable NameAndTime = new([TableColumn.OfName, TableColumn.CreatedAt], row => row.Name().CreatedAt());

    /// <summary>Custom kinds whose definition names no columns.</summary>
    private static readonly ResourceTable NameAndAge = new([TableColumn.OfName, TableColumn.Age], row => row.Name().Age());

    private static readonly FrozenDictionary<ResourceKind, ResourceTable> Tables = new Dictionary<ResourceKind, ResourceTable>
    {
        [KindCatalogue.Pod] = PodTable.Pod,
        [KindCatalogue.Node] = NodeTable.Node,
        [KindCatalogue.Event] = EventTable.Event,
        [KindCatalogue.EventsEvent] = EventTable.Event,
        [KindCatalogue.Namespace] = ConfigurationTables.Namespace,
        [KindCatalogue.ConfigMap] = ConfigurationTables.ConfigMap,
        [KindCatalogue.Secret] = ConfigurationTables.Secret,
        [KindCatalogue.ServiceAccount] = ConfigurationTables.ServiceAccount,
        [KindCatalogue.Lease] = ConfigurationTables.Lease,
        [KindCatalogue.RuntimeClass] = ConfigurationTables.RuntimeClass,
        [KindCatalogue.PriorityClass] = ConfigurationTables.PriorityClass,
        [KindCatalogue.Service] = NetworkTables.Service,
        [KindCatalogue.Endpoints] = NetworkTables.Endpoints,
        [KindCatalogue.EndpointSlice] = NetworkTables.EndpointSlice,
        [KindCatalogue.Ingress] = NetworkTables.Ingress,
        [KindCatalogue.IngressClass] = NetworkTables.IngressClass,
        [KindCatalogue.NetworkPolicy] = NetworkTables.NetworkPolicy,
        [KindCatalogue.Deployment] = WorkloadTables.Deployment,
        [KindCatalogue.ReplicaSet] = WorkloadTables.ReplicaSet,
        [KindCatalogue.ReplicationController] = WorkloadTables.ReplicationController,
        [KindCatalogue.StatefulSet] = WorkloadTables.StatefulSet,
        [KindCatalogue.DaemonSet] = WorkloadTables.DaemonSet,
        [KindCatalogue.PodTemplate] = WorkloadTables.PodTemplate,
        [KindCatalogue.ControllerRevision] = WorkloadTables.ControllerRevision,
        [KindCatalogue.Job] = BatchTables.Job,
        [KindCatalogue.CronJob] = BatchTables.CronJob,
        [KindCatalogue.HorizontalPodAutoscaler] = AutoscalerTable.Autoscaler,
        [KindCatalogue.HorizontalPodAutoscalerV1] = AutoscalerTable.Autoscaler,
        [KindCatalogue.PersistentVolume] = StorageTables.PersistentVolume,
        [KindCatalogue.PersistentVolumeClaim] = StorageTables.PersistentVolumeClaim,
        [KindCatalogue.StorageClass] = StorageTables.StorageClass,
        [KindCatalogue.PodDisruptionBudget] = PolicyTables.PodDisruptionBudget,
        [KindCatalogue.ResourceQuota] = PolicyTables.ResourceQuota,
        [KindCatalogue.RoleBinding] = PolicyTables.RoleBinding,
        [KindCatalogue.ClusterRoleBinding] = PolicyTables.ClusterRoleBinding,
        [KindCatalogue.LimitRange] = NameAndTime,
        [KindCatalogue.Role] = NameAndTime,
        [KindCatalogue.ClusterRole] = NameAndTime,
        [KindCatalogue.CustomResourceDefinition] = NameAndTime,
    }.ToFrozenDictionary();

    /// <summary>The table of a kind; name and age for a kind that has none of its own. Cells say as much as wide output shows.</summary>
    public static ResourceTable For(ResourceKind kind) => Tables.GetValueOrDefault(kind, NameAndAge);

    /// <summary>
    /// The table of a custom kind: its name and the columns of its definition (<see cref="PrinterColumns.Of"/>). A path that can't be read leaves
    /// its cells empty.
    /// </summary>
    public static ResourceTable For(ImmutableArray<PrinterColumn> columns) => CustomTable.Of(columns);
}
