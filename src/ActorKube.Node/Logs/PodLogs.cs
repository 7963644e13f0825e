using System.Collections.Immutable;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Pods;

namespace ActorKube.Node.Logs;

/// <summary>The logs of a pod's containers. Belongs to the pod's actor.</summary>
internal sealed class PodLogs(PodSpec spec, int capacity)
{
    private PodSpec _spec = spec;
    private readonly Dictionary<string, ContainerLog> _logs = spec.Containers.ToDictionary(container => container.Name, _ => new ContainerLog(capacity));

    internal static Refusal Gone(string pod) => new(RefusalReason.NotFound, $"pods \"{pod}\" not found");

    /// <summary>The pod may have more containers now.</summary>
    internal void Know(PodSpec known)
    {
        _spec = known;
        foreach (var container in known.Containers)
            _logs.TryAdd(container.Name, new ContainerLog(capacity));
    }

    internal RunLog Of(string container) => _logs[container].Current;

    /// <summary>The pod is gone: nothing is written any more.</summary>
    internal void End()
    {
        foreach (var log in _logs.Values)
            log.Current.End();
    }

    internal void Turn(string container) => _logs[container].Turn();

    /// <summary>The log that is meant, and whether there may be more of it; or why it can't be had, in the kubelet's words.</summary>
    internal (RunLog? Log, bool Grows, Refusal? Refusal) Find(string wanted, bool previous, PodState state)
    {
        var pod = _spec.Object.Key.Name;
        var main = _spec.Containers.Where(container => container.Role == ContainerRole.Main).Select(container => container.Name).ToImmutableArray();
        if (wanted.Length == 0 && main.Length > 1)
            return Bad($"a container name must be specified for pod {pod}, choose one of: [{string.Join(' ', main)}]");
        var container = wanted.Length == 0 ? main[0] : wanted;
        if (!state.Containers.TryGetValue(container, out var known))
            return Bad($"container {container} is not valid for pod {pod}");
        if (previous)
            return _logs[container].Previous is { } before ? (before, false, null) : Bad($"previous terminated container \"{container}\" in pod \"{pod}\" not found");
        if (!known.HasRun)
            return Bad($"container \"{container}\" in pod \"{pod}\" is waiting to start: {Waits(known.WaitingReason)}");
        return (_logs[container].Current, known.IsRunning, null);

        static (RunLog?, bool, Refusal?) Bad(string message) => (null, false, new(RefusalReason.BadRequest, message));
    }

    private static string Waits(string reason) => reason switch
    {
        "ErrImagePull" => "image can't be pulled",
        "ImagePullBackOff" => "trying and failing to pull image",
        _ => reason,
    };
}
