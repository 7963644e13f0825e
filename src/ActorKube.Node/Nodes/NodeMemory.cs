using ActorKube.Model.Quantities;
using ActorKube.Node.Containers;
using ActorKube.Rules.Nodes;
using Akka.Actor;

namespace ActorKube.Node.Nodes;

/// <summary>
/// Looks after a node's memory for its runtime: counts what its containers use, and has a pod evicted when too little is left. Belongs to the runtime's actor.
/// </summary>
/// <param name="identity">The node.</param>
/// <param name="settings">The settings.</param>
internal sealed class NodeMemory(NodeIdentity identity, NodeHostSettings settings)
{
    private MemoryPressure _pressure = MemoryPressure.None;
    private DateTimeOffset _lookAgain;

    /// <summary>True while the node reports that it is short of memory.</summary>
    internal bool IsShort => _pressure.IsReported;

    /// <summary>Looks, if it is time for that, and has a pod evicted if there is too little.</summary>
    /// <param name="pods">The pods that run: each with its actor and its containers that run.</param>
    /// <param name="now">Emulated time.</param>
    /// <returns>True if what the node reports has changed.</returns>
    internal bool Look(IReadOnlyCollection<(IActorRef Actor, RunningContainers Containers)> pods, DateTimeOffset now)
    {
        if (now < _lookAgain)
            return false;
        _lookAgain = now + settings.EvictionInterval;
        var (before, threshold) = (_pressure, settings.MemoryThreshold);
        var used = pods.Sum(pod => pod.Containers.All.Sum(container => container.Program.Usage(now).MemoryBytes));
        var available = identity.Capacity[ResourceList.Memory].Units - used;
        _pressure = before.Look(available, threshold.Units, settings.PressureTransition, now);
        if (_pressure.Evicts)
        {
            var users = pods.Select(pod => (pod.Actor, Memory: new PodMemory(pod.Containers.Pod, [.. pod.Containers.All.Select(container => Of(container, now))])))
                .Where(pod => !pod.Memory.Containers.IsEmpty).ToList();
            if (MemoryEviction.Victim(users.Select(pod => pod.Memory)) is { } victim)
                users.Find(pod => ReferenceEquals(pod.Memory, victim)).Actor.Tell(new EvictPod(MemoryEviction.Message(victim, threshold, Math.Max(0, available))));
        }
        return before.IsReported != _pressure.IsReported;
    }

    private static ContainerMemory Of(RunningContainer container, DateTimeOffset now) =>
        new(container.Name, container.Program.Usage(now).MemoryBytes, container.Requested);
}

/// <summary>Runtime to pod: the node needs its memory.</summary>
/// <param name="Message">Why, for its status and an Event.</param>
internal sealed record EvictPod(string Message) : ILocalMessage;

/// <summary>Host to runtime: it is time for what is done from time to time.</summary>
internal sealed record LookAround : ILocalMessage
{
    internal static readonly LookAround Instance = new();
}

/// <summary>Runtime to kubelet and host: whether the node is short of memory.</summary>
internal sealed record MemoryPressureChanged(string Node, bool IsShort) : ILocalMessage;
