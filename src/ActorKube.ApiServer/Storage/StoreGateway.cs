using System.Collections.Immutable;
using ActorKube.ApiServer.Caching;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using Akka.Actor;

namespace ActorKube.ApiServer.Storage;

/// <summary>The way from requests to the store: reads from the cache, writes and questions through the API server's actor. Safe to share.</summary>
public sealed class StoreGateway
{
    private readonly TaskCompletionSource<IActorRef> _actor = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A gateway over these kinds. The actor of <see cref="ApiServerActor.Props"/> opens it.</summary>
    public StoreGateway(KindCatalogue catalogue, ApiServerSettings settings, TimeProvider time)
    {
        Catalogue = catalogue;
        Settings = settings;
        Cache = new WatchCache(catalogue.Stored, settings, time);
    }

    /// <summary>The kinds that are served.</summary>
    public KindCatalogue Catalogue { get; }

    internal ApiServerSettings Settings { get; }

    internal WatchCache Cache { get; }

    /// <summary>True once every kind was loaded.</summary>
    internal bool IsLoaded => Loaded.Task.IsCompleted;

    /// <summary>Completes once every kind was loaded.</summary>
    internal Task LoadedAsync(CancellationToken cancellation) => Loaded.Task.IsCompleted ? Task.CompletedTask : Loaded.Task.WaitAsync(cancellation);

    internal TaskCompletionSource Loaded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Open(IActorRef actor) => _actor.TrySetResult(actor);

    /// <summary>One write; its outcome may be unknown, which is a refusal of its own.</summary>
    internal async Task<WriteResult> WriteAsync(Write write) => (await WriteAsync([write]))[0];

    /// <summary>Writes, each on its own; one result each.</summary>
    internal async Task<ImmutableArray<WriteResult>> WriteAsync(ImmutableArray<Write> writes)
    {
        var answer = new TaskCompletionSource<ImmutableArray<WriteResult>>(TaskCreationOptions.RunContinuationsAsynchronously);
        (await _actor.Task).Tell(new ApiServerActor.SubmitForClient(writes, answer), ActorRefs.NoSender);
        return await answer.Task;
    }

    /// <summary>Waits until the cache shows every write of the kind that was acknowledged before this call; a refusal if that can't be known.</summary>
    internal async Task<Refusal?> ConfirmAsync(ResourceKind kind)
    {
        var answer = new TaskCompletionSource<Refusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
        (await _actor.Task).Tell(new ApiServerActor.ConfirmForClient(kind.Storage, answer), ActorRefs.NoSender);
        try
        {
            return await answer.Task.WaitAsync(Settings.ReadTimeout);
        }
        catch (TimeoutException)
        {
            return new(RefusalReason.Timeout, "the server could not find out in time whether its data is current: try again");
        }
    }

    /// <summary>The object as the cache has it, or null.</summary>
    internal ApiObject? Find(ResourceKey key) => Cache.Of(key.Kind).Snapshot.Find(key.Namespace, key.Name);
}
