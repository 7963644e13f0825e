using ActorKube.ApiServer.Storage;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;

namespace ActorKube.ApiServer.Tests.Storage;

/// <summary>The API server's actor against a store that the test plays.</summary>
public sealed class ApiServerActorTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly Write AWrite = new DeleteObject(ResourceKey.Pod("default", "x"));
    private readonly TestProbe _store;
    private StoreGateway _gateway = null!;

    public ApiServerActorTests() : base("akka.loglevel = ERROR") => _store = CreateTestProbe();

    private void Serve(string settings = "progress-interval = 60s, leader-patience = 300s")
    {
        _gateway = new StoreGateway(
            KindCatalogue.BuiltIn, ApiServerSettings.From(ConfigurationFactory.ParseString($"actorkube.api-server {{ {settings} }}")), TimeProvider.System);
        Sys.ActorOf(ApiServerActor.Props(_store, _gateway), "api-server");
    }

    private static ApiObject ConfigMap(string name, long revision) => ApiObject.Parse(
        KindCatalogue.ConfigMap, TestKit.Json.Bytes($$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","namespace":"default","uid":"u","resourceVersion":"{{{revision}}}"}}"""));

    /// <summary>Answers until both watches have their initial objects; returns the watch of the durable kinds and its watcher.</summary>
    private async Task<(IActorRef Watcher, long WatchId)> LoadAsync()
    {
        IActorRef watcher = ActorRefs.Nobody;
        long durable = 0;
        for (var synced = 0; synced < 2;)
        {
            var message = await _store.ReceiveOneAsync(TimeSpan.FromSeconds(10));
            watcher = _store.Sender;
            if (message is DescribeStore describe)
                watcher.Tell(new StoreDescribed(describe.Id, 1, new Revision(10), 0, new Revision(5)), _store);
            if (message is not WatchObjects { From.IsSome: false } watch)
                continue;
            if (watch.Kinds.Contains(KindCatalogue.ConfigMap))
                durable = watch.WatchId;
            watcher.Tell(new WatchSynced(watch.WatchId, 1, new Revision(10)), _store);
            synced++;
        }
        return (watcher, durable);
    }

    private async Task<T> NextAsync<T>(Func<T, bool> wanted) => (T)await _store.FishForMessageAsync(message => message is T found && wanted(found), TimeSpan.FromSeconds(10));

    private async Task<Refusal> RefusedAsync() => (await _gateway.WriteAsync(AWrite).WaitAsync(TimeSpan.FromSeconds(30))).Refusal!;

    [Fact]
    public async Task A_fresh_read_waits_for_the_stores_own_word_and_no_other_bookmark_will_do()
    {
        Serve();
        var (watcher, watchId) = await LoadAsync();
        await _gateway.LoadedAsync(CancellationToken.None);
        // The question that every feed asks when it is loaded.
        var first = await NextAsync<RequestProgress>(request => request.WatchId == watchId);
        watcher.Tell(new WatchEvents(watchId, 2, new Revision(10), [], first.Id), _store);
        var reading = _gateway.ConfirmAsync(KindCatalogue.ConfigMap);
        var asked = await NextAsync<RequestProgress>(request => request.WatchId == watchId);
        watcher.Tell(new WatchEvents(watchId, 3, new Revision(11), []), _store);
        Assert.False(reading.IsCompleted);
        watcher.Tell(new WatchEvents(watchId, 4, new Revision(12), [new WatchEvent(WatchEventType.Added, ConfigMap("a", 12))]), _store);
        watcher.Tell(new WatchEvents(watchId, 5, new Revision(12), [], asked.Id), _store);
        Assert.Null(await reading);
        Assert.NotNull(_gateway.Find(new ResourceKey(KindCatalogue.ConfigMap, "default", "a")));
        Assert.Equal(new Revision(12), _gateway.Cache.Of(KindCatalogue.ConfigMap).Snapshot.Revision);
    }

    [Fact]
    public async Task After_a_lost_message_the_watch_resumes_where_the_cache_is()
    {
        Serve();
        var (watcher, watchId) = await LoadAsync();
        watcher.Tell(new WatchEvents(watchId, 2, new Revision(11), [new WatchEvent(WatchEventType.Added, ConfigMap("a", 11))]), _store);
        watcher.Tell(new WatchEvents(watchId, 4, new Revision(13), [new WatchEvent(WatchEventType.Added, ConfigMap("c", 13))]), _store);
        var resumed = await NextAsync<WatchObjects>(watch => watch.From.IsSome && watch.Kinds.Contains(KindCatalogue.ConfigMap) && watch.WatchId > watchId + 1);
        Assert.Equal(new Revision(11), resumed.From);
        watcher.Tell(
            new WatchEvents(resumed.WatchId, 1, new Revision(13), [new WatchEvent(WatchEventType.Added, ConfigMap("b", 12)), new WatchEvent(WatchEventType.Added, ConfigMap("c", 13))]), _store);
        await AwaitAssertAsync(() => Assert.Equal(3, _gateway.Cache.Of(KindCatalogue.ConfigMap).Snapshot.Count), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_write_is_answered_by_the_stores_answer_and_before_the_store_is_known_it_is_refused()
    {
        Serve();
        var early = (await _gateway.WriteAsync(new DeleteObject(ResourceKey.Pod("default", "x")))).Refusal!;
        Assert.Equal(RefusalReason.ServiceUnavailable, early.Reason);
        var (watcher, _) = await LoadAsync();
        var writing = _gateway.WriteAsync(new DeleteObject(ResourceKey.Pod("default", "x")));
        var submitted = await NextAsync<SubmitWrites>(_ => true);
        watcher.Tell(new WritesAnswered(submitted.Id, new Revision(11), [WriteResult.Refused(Refusal.NotFound(ResourceKey.Pod("default", "x")))]), _store);
        Assert.Equal(RefusalReason.NotFound, (await writing).Refusal!.Reason);
    }

    [Fact]
    public async Task Beyond_the_writes_that_may_wait_more_are_refused_and_an_answer_makes_room()
    {
        Serve("progress-interval = 60s, leader-patience = 300s, writes-in-flight = 1");
        var (watcher, _) = await LoadAsync();
        var first = _gateway.WriteAsync(AWrite);
        var submitted = await NextAsync<SubmitWrites>(_ => true);
        Assert.Equal(RefusalReason.TooManyRequests, (await RefusedAsync()).Reason);
        watcher.Tell(new WritesAnswered(submitted.Id, new Revision(11), [WriteResult.Refused(Refusal.NotFound(ResourceKey.Pod("default", "x")))]), _store);
        Assert.Equal(RefusalReason.NotFound, (await first).Refusal!.Reason);
        _ = _gateway.WriteAsync(AWrite);
        await NextAsync<SubmitWrites>(next => next.Id != submitted.Id);
    }

    [Fact]
    public async Task A_write_that_the_store_does_not_answer_ends_with_an_outcome_that_is_unknown()
    {
        Serve("progress-interval = 20ms, write-timeout = 100ms, leader-patience = 300s");
        await LoadAsync();
        var refusal = await RefusedAsync();
        Assert.Equal((RefusalReason.Timeout, 504), (refusal.Reason, refusal.Code));
        Assert.Contains("unknown", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_no_leader_answers_writes_and_fresh_reads_are_refused_and_reads_from_the_cache_go_on()
    {
        Serve("progress-interval = 20ms, leader-patience = 200ms");
        await LoadAsync();
        await AwaitAssertAsync(
            async () => Assert.Equal(RefusalReason.ServiceUnavailable, (await _gateway.ConfirmAsync(KindCatalogue.ConfigMap))?.Reason), TimeSpan.FromSeconds(30));
        Assert.Equal(RefusalReason.ServiceUnavailable, (await RefusedAsync()).Reason);
        Assert.Equal(new Revision(10), _gateway.Cache.Of(KindCatalogue.ConfigMap).Snapshot.Revision);
    }
}
