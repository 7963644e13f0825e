namespace ActorKube.Rules.Volumes;

/// <summary>Why a volume can't be mounted yet.</summary>
/// <param name="Volume">The volume as the Event names it: the pod's name for it, or the name of the PersistentVolume.</param>
/// <param name="Message">What is wrong, in the kubelet's words.</param>
/// <param name="IsProcessing">True if the kubelet can't even tell what to mount, as for a claim that isn't bound.</param>
public sealed record VolumeFault(string Volume, string Message, bool IsProcessing = false)
{
    /// <summary>Reason of the Event.</summary>
    public const string Reason = "FailedMount";

    /// <summary>Message of the Event.</summary>
    /// <param name="unmounted">The pod's volumes that aren't mounted, in order.</param>
    public string Notice(IEnumerable<string> unmounted) => IsProcessing
        ? $"Unable to attach or mount volumes: unmounted volumes=[{string.Join(' ', unmounted)}], unattached volumes=[], failed to process volumes=[{Volume}]: {Message}"
        : $"MountVolume.SetUp failed for volume \"{Volume}\" : {Message}";
}
