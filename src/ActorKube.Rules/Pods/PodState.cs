using System.Collections.Immutable;
using ActorKube.Rules.Pods.Endings;
using ActorKube.Rules.Pods.Probing;

namespace ActorKube.Rules.Pods;

/// <summary>What a kubelet knows of one pod. Immutable.</summary>
/// <param name="Containers">State of each container, by name.</param>
/// <param name="StartTime">When the kubelet took the pod.</param>
public sealed record PodState(ImmutableDictionary<string, ContainerState> Containers, DateTimeOffset StartTime)
{
    /// <summary>The pod's address; empty until its sandbox is made.</summary>
    public string PodIP { get; init; } = "";

    /// <summary>The probes of containers that run, by name; most have none.</summary>
    public ImmutableDictionary<string, ImmutableArray<ProbeState>> Probes { get; init; } = ImmutableDictionary<string, ImmutableArray<ProbeState>>.Empty;

    /// <summary>That the pod is to end; null while it isn't.</summary>
    public PodEnding? Ending { get; init; }

    /// <summary>True once the pod is to end: nothing is started any more.</summary>
    public bool IsStopping => Ending is not null;

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

    /// <summary>The state with containers that the pod was given since.</summary>
    public PodState Knowing(PodSpec spec) => spec.Containers.All(container => Containers.ContainsKey(container.Name)) ? this : this with
    {
        Containers = Containers.AddRange(spec.Containers.Where(container => !Containers.ContainsKey(container.Name))
            .Select(container => KeyValuePair.Create(container.Name, new ContainerState(container.Name)))),
    };

    /// <summary>True if no container runs or is about to.</summary>
    public bool IsQuiet => Containers.Values.All(container => !container.IsRunning && !container.IsStarting);
}
