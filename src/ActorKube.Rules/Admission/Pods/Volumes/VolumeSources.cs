using System.Collections.Immutable;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>The registry of types of volumes, in the order in which upstream looks for them: the first that is there is the one.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/#volume-types.</remarks>
internal static class VolumeSources
{
    internal static readonly ImmutableArray<VolumeSource> All =
    [
        new("emptyDir", NodeVolumeRules.EmptyDir),
        new("hostPath", NodeVolumeRules.HostPath),
        new("gitRepo", NodeVolumeRules.GitRepo),
        new("gcePersistentDisk", CloudVolumeRules.GcePersistentDisk) { CalledInFaults = "persistentDisk" },
        new("awsElasticBlockStore", CloudVolumeRules.AwsElasticBlockStore),
        new("secret", FileRules.Secret),
        new("nfs", RemoteVolumeRules.Nfs),
        new("iscsi", RemoteVolumeRules.Iscsi),
        new("glusterfs", RemoteVolumeRules.Glusterfs),
        new("flocker", RemoteVolumeRules.Flocker),
        new("persistentVolumeClaim", ClaimVolumeRules.PersistentVolumeClaim),
        new("rbd", RemoteVolumeRules.Rbd),
        new("cinder", CloudVolumeRules.Cinder),
        new("cephfs", RemoteVolumeRules.Cephfs) { CalledInExcess = "cephFS" },
        new("quobyte", RemoteVolumeRules.Quobyte),
        new("downwardAPI", FileRules.DownwardApi) { CalledInExcess = "downwarAPI" },
        new("fc", RemoteVolumeRules.FibreChannel),
        new("flexVolume", RemoteVolumeRules.FlexVolume),
        new("configMap", FileRules.ConfigMap),
        new("azureFile", CloudVolumeRules.AzureFile),
        new("vsphereVolume", CloudVolumeRules.VsphereVolume),
        new("photonPersistentDisk", CloudVolumeRules.PhotonPersistentDisk),
        new("portworxVolume", CloudVolumeRules.PortworxVolume),
        new("azureDisk", CloudVolumeRules.AzureDisk),
        new("storageos", RemoteVolumeRules.StorageOS),
        new("projected", ProjectionRules.Check),
        new("scaleIO", RemoteVolumeRules.ScaleIO),
        new("csi", ClaimVolumeRules.Csi),
        new("ephemeral", ClaimVolumeRules.Ephemeral),
        new("image", NodeVolumeRules.Image),
    ];
}
