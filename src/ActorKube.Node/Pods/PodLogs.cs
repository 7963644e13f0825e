using System.Collections.Immutable;
using ActorKube.Model.Refusals;
using ActorKube.Node.Nodes;
using ActorKube.Protocol.Nodes;
using ActorKube.Rules.Pods;
using Akka.Actor;

namespace ActorKube.Node.Pods;

/// <summary>The logs of a pod's containers, and those who follow them. Belongs to the pod's actor.</summary>
internal sealed class PodLogs(PodSpec spec, int capacity)
{
    private readonly Dictionary<string, ContainerLog> _logs = spec.Containers.ToDictionary(container => container.Name, _ => new ContainerLog(capacity));
    private readonly List<(IActorRef Asker, long Id, string Container)> _followers = [];

    internal static ContainerLogRead Gone(ReadContainerLog request) =>
        new(request.Id, [], Ended: true, new Refusal(RefusalReason.NotFound, $"pods \"{request.Pod.Name}\" not found"));

    internal void Append(string container, LogLine line)
    {
        _logs[container].Append(line);
        foreach (var follower in _followers.Where(follower => follower.Container == container))
            follower.Asker.Tell(new ContainerLogRead(follower.Id, [line], Ended: false, null));
    }

    internal void Turn(string container) => _logs[container].Turn();

    /// <summary>The run has ended: those who followed it have seen everything.</summary>
    internal void End(string container)
    {
        foreach (var follower in _followers.Where(follower => follower.Container == container))
            follower.Asker.Tell(new ContainerLogRead(follower.Id, [], Ended: true, null));
        _followers.RemoveAll(follower => follower.Container == container);
    }

    internal void Forget(IActorRef asker, long? id = null) => _followers.RemoveAll(follower => follower.Asker.Equals(asker) && (id is null || follower.Id == id));

    /// <summary>Answers, and follows if that was asked for and the container runs. True if the asker follows now.</summary>
    internal bool Read(PodLogRequest wanted, PodState state)
    {
        var request = wanted.Request;
        if (Choose(request, state) is not (var container, null))
        {
            wanted.Asker.Tell(new ContainerLogRead(request.Id, [], Ended: true, Choose(request, state).Refusal));
            return false;
        }
        var follows = request.Follow && !request.Previous && state.Containers[container].IsRunning;
        wanted.Asker.Tell(new ContainerLogRead(request.Id, _logs[container].Tail(request.TailLines, request.Previous), !follows, null));
        if (follows)
            _followers.Add((wanted.Asker, request.Id, container));
        return follows;
    }

    private (string Container, Refusal? Refusal) Choose(ReadContainerLog request, PodState state)
    {
        var pod = request.Pod.Name;
        var main = spec.Containers.Where(container => container.Role == ContainerRole.Main).Select(container => container.Name).ToImmutableArray();
        if (request.Container.Length == 0 && main.Length > 1)
            return ("", Bad($"a container name must be specified for pod {pod}, choose one of: [{string.Join(' ', main)}]"));
        var container = request.Container.Length == 0 ? main[0] : request.Container;
        if (!state.Containers.TryGetValue(container, out var known))
            return ("", Bad($"container {container} is not valid for pod {pod}"));
        if (request.Previous && _logs[container].Previous is null)
            return ("", Bad($"previous terminated container \"{container}\" in pod \"{pod}\" not found"));
        if (!request.Previous && !known.HasRun)
            return ("", Bad($"container \"{container}\" in pod \"{pod}\" is waiting to start: {known.WaitingReason}"));
        return (container, null);

        static Refusal Bad(string message) => new(RefusalReason.BadRequest, message);
    }
}
