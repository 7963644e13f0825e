using System.Text.Json.Nodes;
using ActorKube.Rules.Admission.Pods.Containers;
using ActorKube.Rules.Admission.Pods.Environment;

namespace ActorKube.Rules.Admission.Pods.Volumes;

/// <summary>What upstream fills into a volume that leaves it out.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/.</remarks>
internal static class VolumeDefaults
{
    // 0644: its owner writes, everybody reads.
    private const int FileMode = 0x1A4;
    private const int TokenSeconds = 3600;

    internal static void Of(JsonObject volume)
    {
        if (volume.All(field => field.Key == "name" || field.Value is null))
            volume["emptyDir"] = new JsonObject();
        if (volume.Object("hostPath") is { } hostPath && hostPath["type"] is null)
            hostPath["type"] = "";
        foreach (var files in new[] { "secret", "configMap", "downwardAPI", "projected" }.Select(name => volume.Object(name)).OfType<JsonObject>())
            files.Default("defaultMode", FileMode);
        Files(volume.Object("downwardAPI"));
        foreach (var source in volume.Object("projected").Array("sources").Objects())
        {
            Files(source.Object("downwardAPI"));
            source.Object("serviceAccountToken")?.Default("expirationSeconds", TokenSeconds);
        }
        volume.Object("ephemeral").Object("volumeClaimTemplate")?.Part("spec").Default("volumeMode", "Filesystem");
        if (volume.Object("image") is { } image)
            image.Default("pullPolicy", ContainerDefaults.PullPolicyOf(image.Text("reference")));
        Remote(volume);
    }

    private static void Files(JsonObject? source)
    {
        foreach (var file in source.Array("items").Objects())
            ReferenceDefaults.Of(file);
    }

    private static void Remote(JsonObject volume)
    {
        volume.Object("iscsi")?.Default("iscsiInterface", "default");
        if (volume.Object("rbd") is { } rbd)
        {
            rbd.Default("pool", "rbd");
            rbd.Default("user", "admin");
            rbd.Default("keyring", "/etc/ceph/keyring");
        }
        if (volume.Object("azureDisk") is { } disk)
        {
            disk.Default("cachingMode", "ReadWrite");
            disk.Default("fsType", "ext4");
            disk.Default("readOnly", false);
            disk.Default("kind", "Shared");
        }
        if (volume.Object("scaleIO") is { } scale)
        {
            scale.Default("storageMode", "ThinProvisioned");
            scale.Default("fsType", "xfs");
        }
    }
}
