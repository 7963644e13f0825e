using ActorKube.ApiServer.Storage;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;
using ActorKube.Rules.Nodes;
using Akka.Actor;

namespace ActorKube.ApiServer.Streaming.Sessions;

/// <summary>The way from requests into containers: opens sessions with the node host that runs a pod. Safe to share.</summary>
public sealed class ContainerGateway
{
    private readonly TaskCompletionSource<IActorRef> _actor = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<ApiObject, Func<int, OpenSession>, CancellationToken, Task<SessionOpening>> _open;

    /// <summary>A gateway that finds node hosts by the nodes in the store. The actor of <see cref="ContainerSessionsActor.Props"/> opens it.</summary>
    public ContainerGateway(StoreGateway store, StreamingSettings settings)
    {
        Settings = settings;
        _open = async (pod, request, cancellation) =>
        {
            if (AddressOf(store, pod) is not { } address)
                return new(null, Unreachable(pod));
            var opening = new TaskCompletionSource<SessionOpening>(TaskCreationOptions.RunContinuationsAsynchronously);
            (await _actor.Task).Tell(new ContainerSessionsActor.OpenForClient(address, request(settings.SessionWindow), opening), ActorRefs.NoSender);
            var answered = opening.Task;
            try
            {
                return await answered.WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                Abandon(answered);
                throw;
            }
        };
    }

    /// <summary>A gateway to something else than node hosts, for tests.</summary>
    internal ContainerGateway(StreamingSettings settings, Func<ApiObject, OpenSession, SessionOpening> open)
    {
        Settings = settings;
        _open = (pod, request, _) => Task.FromResult(open(pod, request(settings.SessionWindow)));
    }

    internal StreamingSettings Settings { get; }

    internal void Open(IActorRef actor) => _actor.TrySetResult(actor);

    /// <summary>Opens a session with a pod that is bound to a node.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="request">What to ask of the node, given how many bytes of each stream it may send at first.</param>
    /// <param name="cancellation">Cancelled when the client is gone.</param>
    internal Task<SessionOpening> OpenAsync(ApiObject pod, Func<int, OpenSession> request, CancellationToken cancellation) => _open(pod, request, cancellation);

    private static string? AddressOf(StoreGateway store, ApiObject pod) =>
        store.Find(ResourceKey.Node(pod.Pod.NodeName))?.Metadata.Annotations.GetValueOrDefault(NodeAnnotations.Address) is { Length: > 0 } address ? address : null;

    private static Refusal Unreachable(ApiObject pod) =>
        new(RefusalReason.ServiceUnavailable, $"no process of the cluster hosts node {pod.Pod.NodeName}, on which pod {pod.Key.Name} is: try again when it is back");

    private static void Abandon(Task<SessionOpening> opening) => _ = opening.ContinueWith(
        static late => late.Result.Connection?.DisposeAsync().AsTask(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
}
