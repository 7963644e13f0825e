using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;
using ActorKube.Rules.Pods;
using k8s.Models;

namespace ActorKube.Rules.Volumes;

/// <summary>What a pod's volumes are made of, or why they can't be mounted.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/; pkg/volume and pkg/kubelet/volumemanager.</remarks>
public static class VolumeRules
{
    /// <summary>The volumes that some container mounts: the kubelet ignores all others.</summary>
    public static IEnumerable<V1Volume> Used(PodSpec pod) =>
        pod.Volumes.Where(volume => pod.Containers.Any(container => container.Model.VolumeMounts?.Any(mount => mount.Name == volume.Name) == true));

    /// <summary>What a volume is made of; exactly one of the two is set.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="pod">Its pod.</param>
    /// <param name="place">Where the pod runs.</param>
    /// <param name="objects">The objects that the pod names, as far as they are there.</param>
    public static (VolumeContent? Content, VolumeFault? Fault) Resolve(V1Volume volume, PodSpec pod, PodPlace place, ConfigurationSnapshot objects)
    {
        if (volume.EmptyDir is { } empty)
            return (new VolumeContent.Scratch(BytesOf(empty.SizeLimit), empty.Medium is { Length: > 0 }), null);
        if (volume.HostPath is { } path)
            return (new VolumeContent.NodePath(path.Path, path.Type ?? "", ReadOnly: false), null);
        if (volume.PersistentVolumeClaim is { } claim)
            return Claimed(volume.Name, claim, pod, objects);
        if (FileProjection.Of(volume, pod, place, objects) is not { } projection)
            return (null, new(volume.Name, "no volume plugin matched"));
        return projection.Faults.Count == 0
            ? (new VolumeContent.Files(projection.Files), null)
            : (null, new(volume.Name, projection.Faults.Distinct().ToList() is [var only] ? only : $"[{string.Join(", ", projection.Faults.Distinct())}]"));
    }

    private static (VolumeContent?, VolumeFault?) Claimed(string name, V1PersistentVolumeClaimVolumeSource source, PodSpec pod, ConfigurationSnapshot objects)
    {
        var @namespace = pod.Object.Key.Namespace;
        if (objects.Find(new(KindCatalogue.PersistentVolumeClaim, @namespace, source.ClaimName)) is not { } claim)
            return Unprocessed($"failed to fetch PVC from API server: persistentvolumeclaims \"{source.ClaimName}\" not found");
        var wanted = claim.As<V1PersistentVolumeClaim>();
        if (claim.Metadata.IsDeleting)
            return Unprocessed("PVC is being deleted");
        if (wanted.Status?.Phase != "Bound")
            return Unprocessed("PVC is not bound");
        if (wanted.Spec?.VolumeName is not { Length: > 0 } bound)
            return Unprocessed("PVC has empty pvc.Spec.VolumeName");
        if (objects.Find(new(KindCatalogue.PersistentVolume, "", bound)) is not { } found)
            return Unprocessed($"failed to fetch PV {bound} from API server: persistentvolumes \"{bound}\" not found");
        var volume = found.As<V1PersistentVolume>();
        if (volume.Spec?.ClaimRef is not { } owner)
            return Unprocessed($"found PV object {bound} but it has a nil pv.Spec.ClaimRef indicating it is not yet bound to the claim");
        if (owner.Uid != claim.Metadata.Uid)
            return Unprocessed($"found PV object {bound} but its pv.Spec.ClaimRef.UID {owner.Uid} does not point to claim.UID {claim.Metadata.Uid}");
        if (volume.Spec.VolumeMode is { } mode && mode != "Filesystem")
            return (null, new(name, $"volume {name} has volumeMode {mode}, but is specified in volumeMounts", IsProcessing: true));
        if (volume.Spec.HostPath is { } path)
            return (new VolumeContent.NodePath(path.Path, path.Type ?? "", source.ReadOnlyProperty == true), null);
        if (volume.Spec.Local is { } local)
            return (new VolumeContent.NodePath(local.Path, "", source.ReadOnlyProperty == true), null);
        return (null, new(bound, "no volume plugin matched"));

        (VolumeContent?, VolumeFault?) Unprocessed(string why) => (null, new(name, $"error processing PVC {@namespace}/{source.ClaimName}: {why}", IsProcessing: true));
    }

    // A limit of zero is none.
    private static long? BytesOf(ResourceQuantity? quantity) =>
        Quantity.TryParse(quantity?.ToString(), out var parsed) && parsed > Quantity.Zero ? parsed.Units : null;
}
