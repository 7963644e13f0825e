using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;
using k8s.Models;

namespace ActorKube.Rules.Nodes;

/// <summary>Which pod a kubelet evicts when its node runs out of memory, and what it says.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/#pod-selection-for-kubelet-eviction and the kubelet's eviction messages.</remarks>
public static class MemoryEviction
{
    /// <summary>Reason of the pod's failure, of its Event, and of a refusal while the node is under pressure.</summary>
    public const string Evicted = "Evicted";

    /// <summary>Pods of this priority or a higher one are critical: they are never evicted.</summary>
    private const int Critical = 2_000_000_000;

    /// <summary>
    /// The pod that goes first: those that use more than they requested before the others, then the least important, then the one that is furthest beyond its request.
    /// Null if none may go.
    /// </summary>
    public static PodMemory? Victim(IEnumerable<PodMemory> pods) => pods.Where(pod => pod.Pod.Pod.Priority < Critical)
        .OrderByDescending(pod => pod.Bytes > pod.Requested).ThenBy(pod => pod.Pod.Pod.Priority).ThenByDescending(pod => pod.Bytes - pod.Requested).FirstOrDefault();

    /// <summary>Why a pod is evicted. Ends with a blank, as upstream's.</summary>
    /// <param name="victim">The pod.</param>
    /// <param name="threshold">What should be available.</param>
    /// <param name="availableBytes">What is.</param>
    public static string Message(PodMemory victim, Quantity threshold, long availableBytes)
    {
        var message = new StringBuilder($"The node was low on resource: memory. Threshold quantity: {threshold}, available: {Kibibytes(availableBytes)}. ");
        foreach (var container in victim.Containers.Where(container => container.Bytes > container.Requested.Units))
            message.Append(CultureInfo.InvariantCulture, $"Container {container.Name} was using {Kibibytes(container.Bytes)}, request is {container.Requested}, has larger consumption of memory. ");
        return message.ToString();
    }

    /// <summary>Why a node under pressure doesn't take a pod: it has promised a pod without requests or limits nothing. Null if it takes it.</summary>
    public static (string Reason, string Message)? Refusal(ApiObject pod) =>
        (string?)pod.ToTree()["status"]?["qosClass"] != "BestEffort" || Tolerates(pod) || pod.Pod.Priority >= Critical ? null : (Evicted, "The node had condition: [MemoryPressure]. ");

    private static bool Tolerates(ApiObject pod) => (pod.As<V1Pod>().Spec.Tolerations ?? []).Any(toleration => toleration.Effect is null or "" or "NoSchedule"
        && (toleration.Key == "node.kubernetes.io/memory-pressure" || (string.IsNullOrEmpty(toleration.Key) && toleration.OperatorProperty == "Exists")));

    private static string Kibibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024}Ki");
}

/// <summary>What a pod uses of its node's memory.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Containers">Its containers that run.</param>
public sealed record PodMemory(ApiObject Pod, ImmutableArray<ContainerMemory> Containers)
{
    /// <summary>What it uses, in bytes.</summary>
    public long Bytes { get; } = Containers.Sum(container => container.Bytes);

    /// <summary>What it requested, in bytes.</summary>
    public long Requested => Pod.Pod.Requests[ResourceList.Memory].Units;
}

/// <summary>What a container uses of its node's memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">What it uses.</param>
/// <param name="Requested">What it requested.</param>
public sealed record ContainerMemory(string Name, long Bytes, Quantity Requested);
