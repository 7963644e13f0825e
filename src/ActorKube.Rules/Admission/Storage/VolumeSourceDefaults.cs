using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>What upstream fills into the source of a persistent volume that leaves it out.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-v1/#PersistentVolumeSpec.</remarks>
internal static class VolumeSourceDefaults
{
    private static readonly (string Source, string Field, JsonNode Value)[] Rows =
    [
        ("iscsi", "iscsiInterface", "default"),
        ("rbd", "pool", "rbd"),
        ("rbd", "user", "admin"),
        ("rbd", "keyring", "/etc/ceph/keyring"),
        ("azureDisk", "cachingMode", "ReadWrite"),
        ("azureDisk", "kind", "Shared"),
        ("azureDisk", "fsType", "ext4"),
        ("azureDisk", "readOnly", false),
        ("scaleIO", "storageMode", "ThinProvisioned"),
        ("scaleIO", "fsType", "xfs"),
    ];

    internal static void Of(JsonObject spec)
    {
        foreach (var (source, field, value) in Rows)
            spec.Object(source)?.Default(field, value.DeepClone());
        // An empty type means that nothing is checked before the path is mounted; upstream shows it.
        if (spec.Object("hostPath") is { } path && path["type"] is null)
            path["type"] = "";
    }
}
