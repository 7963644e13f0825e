using k8s.Models;

namespace ActorKube.Model.Kinds;

/// <content>Where pods keep data.</content>
public sealed partial class KindCatalogue
{
    /// <summary>PersistentVolume, core/v1, cluster-scoped.</summary>
    public static readonly ResourceKind PersistentVolume = WithStatus(OfCluster<V1PersistentVolume>("", "v1", "PersistentVolume", "persistentvolumes", "pv"));

    /// <summary>PersistentVolumeClaim, core/v1.</summary>
    public static readonly ResourceKind PersistentVolumeClaim =
        WithStatus(Namespaced<V1PersistentVolumeClaim>("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc"));

    /// <summary>StorageClass, storage.k8s.io/v1, cluster-scoped.</summary>
    public static readonly ResourceKind StorageClass = OfCluster<V1StorageClass>("storage.k8s.io", "v1", "StorageClass", "storageclasses", "sc");

    private static ResourceKind[] StorageKinds => [PersistentVolume, PersistentVolumeClaim, StorageClass];
}
