using System.Collections.Immutable;

namespace ActorKube.Rules.Pods;

/// <summary>What a kubelet knows of one pod. Immutable.</summary>
/// <param name="Containers">State of each container, by name.</param>
/// <param name="StartTime">When the kubelet took the pod.</param>
public sealed record PodState(ImmutableDictionary<string, ContainerState> Containers, DateTimeOffset StartTime)
{
    /// <summary>The pod's address; empty until its sandbox is made.</summary>
    public string PodIP { get; init; } = "";

    /// <summary>True once the pod is to end: nothing is started any more.</summary>
    public bool IsStopping { get; init; }

    /// <summary>A pod of which nothing has started.</summary>
    public static PodState New(PodSpec spec, DateTimeOffset now)
    {
        var hasInit = spec.Containers.Any(container => container.Role != ContainerRole.Main);
        return new(
            spec.Containers.ToImmutableDictionary(
                container => container.Name,
                container => new ContainerState(container.Name) { WaitingReason = hasInit ? "PodInitializing" : "ContainerCreating" }),
            now);
    }

    /// <summary>The state with one container's replaced.</summary>
    public PodState With(ContainerState container) => this with { Containers = Containers.SetItem(container.Name, container) };

    /// <summary>True if no container runs or is about to.</summary>
    public bool IsQuiet => Containers.Values.All(container => !container.IsRunning && !container.IsStarting);
}
