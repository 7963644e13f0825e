using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using ActorKube.Store.Tests.Stories;
using ActorKube.TestKit;
using Akka.Actor;
using Xunit;
using static ActorKube.Store.Tests.Stories.RunningStore;
using static ActorKube.TestKit.Given;

namespace ActorKube.Store.Tests;

public sealed class BatchTests
{
    [Fact(DisplayName = "Writes that arrive while one is on its way to disk become one event, and later ones see the earlier ones")]
    public async Task GroupCommit()
    {
        await using var house = new StoreHouse();
        var gate = new JournalGate();
        var store = await house.Start(gate);
        var events = gate.Events;
        gate.Shut();
        var first = store.Submit(Creating(APod("first").Build()));
        var others = Enumerable.Range(0, 50).Select(number => store.Submit(Creating(APod($"p{number}").Build()))).ToArray();
        var twice = store.Submit(Creating(APod("p0").Build()));
        var unchanged = store.Submit(new PatchObject(ResourceKey.Pod("default", "p1"), PatchType.Merge, Json.Bytes("{}")));
        // Reads go on meanwhile, and see only what is on disk; by then all of the above have arrived.
        Assert.Null(await store.Get(ResourceKey.Pod("default", "first")));
        Assert.False(first.IsCompleted || unchanged.IsCompleted || twice.IsCompleted);
        gate.Open();
        Assert.Equal(WriteOutcome.Created, (await first).Outcome);
        Assert.All(await Task.WhenAll(others), result => Assert.Equal(WriteOutcome.Created, result.Outcome));
        Assert.Equal(RefusalReason.AlreadyExists, (await twice).Refusal?.Reason);
        Assert.Equal(WriteOutcome.Unchanged, (await unchanged).Outcome);
        Assert.Equal(events + 2, gate.Events);
    }

    [Fact(DisplayName = "An atomic submission happens as a whole or not at all, and says which write it failed on")]
    public async Task Atomic()
    {
        await using var house = new StoreHouse();
        var store = await house.Start(new JournalGate());
        var before = await store.Print();
        var results = await store.Submit(
            true, Creating(APod("a").Build()), Creating(APod("b").In("nowhere").Build()), Creating(APod("c").Build()));
        Assert.All(results, result => Assert.Equal(WriteOutcome.Refused, result.Outcome));
        Assert.Equal("namespaces \"nowhere\" not found", results[1].Refusal!.Message);
        Assert.Equal("the transaction was not carried out: namespaces \"nowhere\" not found", results[0].Refusal!.Message);
        Assert.Equal(results[0].Refusal, results[2].Refusal);
        Assert.Equal(before, await store.Print());

        results = await store.Submit(true, Creating(APod("a").Build()), Annotating("a", "x"));
        Assert.Equal([WriteOutcome.Created, WriteOutcome.Changed], results.Select(result => result.Outcome));
        Assert.Equal(results[0].Object!.Revision.Next, results[1].Object!.Revision);
    }

    [Fact(DisplayName = "A dry run says what would be, and nothing is")]
    public async Task DryRun()
    {
        await using var house = new StoreHouse();
        var store = await house.Start(new JournalGate());
        var trying = new WriteOptions { DryRun = true };
        await store.Submit(Creating(APod("here").Build()));
        var before = await store.Print();
        var created = await store.Submit(Creating(APod("new").Build()) with { Options = trying });
        Assert.Equal((WriteOutcome.Created, Revision.None), (created.Outcome, created.Object!.Revision));
        var changed = await store.Submit(Annotating("here", "x") with { Options = trying });
        Assert.Equal(WriteOutcome.Changed, changed.Outcome);
        Assert.Equal("x", changed.Object!.Metadata.Annotations["value"]);
        var removed = await store.Submit(new DeleteObject(ResourceKey.Pod("default", "here")) { Options = trying });
        Assert.Equal(WriteOutcome.Removed, removed.Outcome);
        var refused = await store.Submit(Creating(APod("here").Build()) with { Options = trying });
        Assert.Equal(RefusalReason.AlreadyExists, refused.Refusal?.Reason);
        Assert.Equal(before, await store.Print());
        Assert.Equal(changed.Object.Revision, (await store.Get(ResourceKey.Pod("default", "here")))!.Revision);
    }

    [Fact(DisplayName = "Of an ordinary submission each write stands for itself")]
    public async Task NotAtomic()
    {
        await using var house = new StoreHouse();
        var store = await house.Start(new JournalGate());
        var results = await store.Submit(false, Creating(APod("a").Build()), Creating(APod("a").Build()), Creating(APod("b").Build()));
        Assert.Equal([WriteOutcome.Created, WriteOutcome.Refused, WriteOutcome.Created], results.Select(result => result.Outcome));
    }

    [Fact(DisplayName = "Writes beyond the bound of the queue are refused with 429, those before it are carried out")]
    public async Task QueueBound()
    {
        await using var house = new StoreHouse();
        var gate = new JournalGate();
        var store = await house.Start(gate, "actorkube.store.queue-writes = 5");
        gate.Shut();
        var submitted = Enumerable.Range(0, 8).Select(number => store.Submit(Creating(APod($"p{number}").Build()))).ToArray();
        foreach (var refused in await Task.WhenAll(submitted[6..]))
            Assert.Equal(429, refused.Refusal?.Code);
        gate.Open();
        Assert.All(await Task.WhenAll(submitted[..6]), result => Assert.Equal(WriteOutcome.Created, result.Outcome));
    }

    [Fact(DisplayName = "When the journal fails, nothing of the batch is acknowledged, the store stops, and its watches end")]
    public async Task PersistFailure()
    {
        await using var house = new StoreHouse();
        var gate = new JournalGate();
        var store = await house.Start(gate);
        var watcher = store.Probe();
        store.Ref.Tell(new WatchObjects(1, KindCatalogue.Pod), watcher);
        await watcher.ExpectMsgAsync<WatchSynced>();
        watcher.Watch(store.Ref);
        gate.Shut();
        gate.Failure = new IOException("disk full");
        var written = store.Submit(Creating(APod("a").Build()));
        var queued = store.Submit(Creating(APod("b").Build()));
        await store.Describe();
        gate.Open();
        Assert.Equal(RefusalReason.Timeout, (await written).Refusal?.Reason);
        Assert.Contains("unknown whether this was written", (await written).Refusal!.Message);
        Assert.Contains("disk full", (await written).Refusal!.Message);
        Assert.Contains("nothing was written", (await queued).Refusal!.Message);
        Assert.Equal(RefusalReason.ServiceUnavailable, (await watcher.ExpectMsgAsync<WatchEnded>()).Refusal.Reason);
        await watcher.ExpectTerminatedAsync(store.Ref);
    }

    [Fact(DisplayName = "When the journal rejects a batch, its writers hear that nothing was written, and the store stops")]
    public async Task PersistRejection()
    {
        await using var house = new StoreHouse();
        var gate = new JournalGate();
        var store = await house.Start(gate);
        var watcher = store.Probe();
        watcher.Watch(store.Ref);
        gate.Rejection = new InvalidOperationException("no such serializer");
        Assert.Contains("nothing was written", (await store.Submit(Creating(APod("a").Build()))).Refusal!.Message);
        await watcher.ExpectTerminatedAsync(store.Ref);
    }

    [Fact(DisplayName = "Watchers hear of changes in order, each after it was acknowledged, and no more once they stopped the watch")]
    public async Task LiveWatch()
    {
        await using var house = new StoreHouse();
        var store = await house.Start(new JournalGate());
        var watcher = store.Probe();
        store.Ref.Tell(new WatchObjects(1, KindCatalogue.Pod), watcher);
        Assert.Equal(1, (await watcher.ExpectMsgAsync<WatchSynced>()).Sequence);
        var created = await store.Create(APod("web").Build());
        var annotated = await store.Annotate("web", "x");
        var first = await watcher.ExpectMsgAsync<WatchEvents>();
        Assert.Equal((2, created.Revision, WatchEventType.Added), (first.Sequence, first.Revision, Assert.Single(first.Events).Type));
        var second = await watcher.ExpectMsgAsync<WatchEvents>();
        Assert.Equal((3, annotated.Revision, WatchEventType.Modified), (second.Sequence, second.Revision, Assert.Single(second.Events).Type));

        store.Ref.Tell(new WatchObjects(1, KindCatalogue.Pod), watcher);
        Assert.Equal(1, (await watcher.ExpectMsgAsync<WatchEvents>()).Sequence);
        await watcher.ExpectMsgAsync<WatchSynced>();
        store.Ref.Tell(new StopWatch(1), watcher);
        store.Ref.Tell(new DescribeStore(9), watcher);
        await watcher.ExpectMsgAsync<StoreDescribed>();
        await store.Annotate("web", "y");
        store.Ref.Tell(new DescribeStore(10), watcher);
        await watcher.ExpectMsgAsync<StoreDescribed>();
    }

    [Fact(DisplayName = "A quiet watch hears the present revision from time to time")]
    public async Task Bookmark()
    {
        await using var house = new StoreHouse();
        var store = await house.Start(new JournalGate(), "actorkube.store.bookmark-interval = 20ms");
        var watcher = store.Probe();
        store.Ref.Tell(new WatchObjects(1, KindCatalogue.Node), watcher);
        await watcher.ExpectMsgAsync<WatchSynced>();
        var created = await store.Create(APod("web").Build());
        var bookmark = await watcher.FishForMessageAsync<WatchEvents>(events => events.Revision == created.Revision);
        Assert.Empty(bookmark.Events);
    }

    [Fact(DisplayName = "Pages come in order and together hold everything once; a selector that can't be read is a bad request")]
    public async Task Listing()
    {
        await using var house = new StoreHouse();
        var store = await house.Start(new JournalGate());
        await store.Create(ANamespace("other").Build());
        foreach (var name in new[] { "c", "a", "b", "e", "d" })
            await store.Create(APod(name).Labelled("even", name is "b" or "d" ? "yes" : "no").Build());
        await store.Create(APod("z").In("other").Build());
        var names = new List<string>();
        var page = await store.List(new ListObjects(1, KindCatalogue.Pod, Limit: 2));
        for (; ; page = await store.List(new ListObjects(1, KindCatalogue.Pod, After: names[^1], Limit: 2)))
        {
            names.AddRange(page.Objects.Select(value => value.Key.QualifiedName));
            if (!page.More)
                break;
        }
        Assert.Equal(["default/a", "default/b", "default/c", "default/d", "default/e", "other/z"], names);
        Assert.Equal(["z"], Names(await store.List(new ListObjects(1, KindCatalogue.Pod, "other"))));
        Assert.Equal(["b", "d"], Names(await store.List(new ListObjects(1, KindCatalogue.Pod, "default", "even=yes"))));
        Assert.Equal(RefusalReason.BadRequest, (await store.List(new ListObjects(1, KindCatalogue.Pod, LabelSelector: "a in ("))).Refusal?.Reason);

        static IEnumerable<string> Names(ObjectsListed listed) => listed.Objects.Select(value => value.Key.Name);
    }
}
