using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using ActorKube.TestKit;
using Akka.Actor;
using Akka.TestKit;
using Xunit;

namespace ActorKube.Store.Tests.Stories;

/// <summary>A store that serves, and the words to talk to it.</summary>
internal sealed class RunningStore(Akka.TestKit.Xunit2.TestKit kit, IActorRef store, StoreReady ready)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public IActorRef Ref => store;

    public StoreReady Ready => ready;

    public TestProbe Probe() => kit.CreateTestProbe();

    public async Task<ImmutableArray<WriteResult>> Submit(bool atomic, params Write[] writes) =>
        (await store.Ask<WritesAnswered>(new SubmitWrites(1, [.. writes], atomic), Patience)).Results;

    public async Task<WriteResult> Submit(Write write) => Assert.Single(await Submit(false, write));

    /// <summary>Creates an object, which must succeed.</summary>
    public async Task<ApiObject> Create(ApiObject value)
    {
        var result = await Submit(Creating(value));
        Assert.True(result.Outcome == WriteOutcome.Created, $"{result.Refusal}");
        return result.Object!;
    }

    /// <summary>Annotates a pod, which must succeed.</summary>
    public async Task<ApiObject> Annotate(string pod, string value)
    {
        var result = await Submit(Annotating(pod, value));
        Assert.True(result.Refusal is null, $"{result.Refusal}");
        return result.Object!;
    }

    public async Task<ApiObject?> Get(ResourceKey key) => (await store.Ask<ObjectRead>(new GetObject(1, key), Patience)).Object;

    public Task<ObjectsListed> List(ListObjects request) => store.Ask<ObjectsListed>(request, Patience);

    public Task<StoreDescribed> Describe() => store.Ask<StoreDescribed>(new DescribeStore(1), Patience);

    /// <summary>All journaled objects, with revision and bytes.</summary>
    public async Task<string> Print()
    {
        var lines = new List<string>();
        foreach (var kind in KindCatalogue.BuiltIn.Stored.Where(kind => kind.Journaled))
            lines.AddRange((await List(new ListObjects(1, kind, Limit: 10_000))).Objects.Select(value => $"{value} {Json.Text(value)}"));
        return string.Join('\n', lines);
    }

    /// <summary>Stops the store and waits until it is gone.</summary>
    public async Task Stop()
    {
        var probe = Probe();
        probe.Watch(store);
        kit.Sys.Stop(store);
        await probe.ExpectTerminatedAsync(store);
    }

    public static CreateObject Creating(ApiObject value) => new(value.Key, value.Json);

    public static PatchObject Annotating(string pod, string value) =>
        new(ResourceKey.Pod("default", pod), PatchType.Merge, Json.Bytes($$"""{"metadata":{"annotations":{"value":"{{value}}" } } }"""));
}
