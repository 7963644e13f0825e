using ActorKube.Model.Refusals;
using k8s.Models;

namespace ActorKube.Rules.Volumes;

/// <summary>What a full <c>emptyDir</c> does to its pod.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/#emptydir; emptyDirLimitEviction in pkg/kubelet/eviction.</remarks>
public static class EmptyDirRules
{
    /// <summary>Reason of the pod that is evicted, and of the Event.</summary>
    public const string Evicted = "Evicted";

    /// <summary>The grace of a pod that is evicted for it: as good as none.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Why the pod is evicted, for a volume beyond its <c>sizeLimit</c>. Ends with a blank, as upstream's.</summary>
    public static string Exceeded(V1Volume volume) =>
        $"Usage of EmptyDir volume {QuotedText.Of(volume.Name)} exceeds the limit {QuotedText.Of(volume.EmptyDir?.SizeLimit?.ToString() ?? "")}. ";
}
