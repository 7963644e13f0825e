using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using ActorKube.Store.Tests.Stories;
using Akka.Actor;
using Xunit;
using static ActorKube.Store.Tests.Stories.RunningStore;
using static ActorKube.TestKit.Given;

namespace ActorKube.Store.Tests;

public sealed class PersistenceTests
{
    private static readonly ResourceKey Web = ResourceKey.Pod("default", "web");

    [Fact(DisplayName = "What was acknowledged is on disk: another process reads it while the first one still runs")]
    public async Task AcknowledgedIsOnDisk()
    {
        await using var house = new StoreHouse();
        var first = await house.Start();
        var created = await first.Create(APod("web").Build());
        var second = await house.Start();
        Assert.Equal(created.ToString(), (await second.Get(Web))?.ToString());
    }

    [Fact(DisplayName = "A restart brings back the same objects, bytes and revisions, and no removed one")]
    public async Task RestartBringsBackTheSame()
    {
        await using var house = new StoreHouse();
        var first = await house.Start();
        for (var number = 0; number < 5; number++)
            await first.Create(APod($"p{number}").Build());
        await first.Annotate("p3", "x");
        Assert.Equal(WriteOutcome.Removed, (await first.Submit(new DeleteObject(ResourceKey.Pod("default", "p1"), 0))).Outcome);
        var before = await first.Print();
        await first.Stop();
        var second = await house.Start();
        Assert.Equal(before, await second.Print());
        Assert.DoesNotContain("pods/default/p1", before);
        Assert.Equal(first.Ready.Epoch + 1, second.Ready.Epoch);
    }

    [Fact(DisplayName = "The first start makes the four system namespaces, and later ones keep them")]
    public async Task SystemNamespaces()
    {
        await using var house = new StoreHouse();
        var first = await house.Start();
        var made = await first.List(new ListObjects(1, KindCatalogue.Namespace));
        Assert.Equal(["default", "kube-node-lease", "kube-public", "kube-system"], made.Objects.Select(value => value.Key.Name));
        await first.Stop();
        var kept = await (await house.Start()).List(new ListObjects(1, KindCatalogue.Namespace));
        Assert.Equal(made.Objects.Select(value => value.ToString()), kept.Objects.Select(value => value.ToString()));
    }

    [Fact(DisplayName = "Every start makes a RuntimeClass for each container runtime if there is none")]
    public async Task SystemRuntimeClasses()
    {
        await using var house = new StoreHouse();
        var first = await house.Start();
        Assert.Equal(
            ["process process", "simulated simulated"],
            (await first.List(new ListObjects(1, KindCatalogue.RuntimeClass))).Objects.Select(value => $"{value.Key.Name} {value.ToTree()["handler"]}"));
        await first.Submit(new DeleteObject(new ResourceKey(KindCatalogue.RuntimeClass, "", "process")));
        await first.Stop();
        Assert.Equal(2, (await (await house.Start()).List(new ListObjects(1, KindCatalogue.RuntimeClass))).Objects.Length);
    }

    [Fact(DisplayName = "A write on a stale revision is refused with a conflict")]
    public async Task StalePrecondition()
    {
        await using var house = new StoreHouse();
        var store = await house.Start(new JournalGate());
        var stale = await store.Create(APod("web").Build());
        await store.Annotate("web", "newer");
        var result = await store.Submit(new ReplaceObject(Web, stale.Json));
        Assert.Equal((WriteOutcome.Refused, RefusalReason.Conflict, 409), (result.Outcome, result.Refusal!.Reason, result.Refusal.Code));
    }

    [Fact(DisplayName = "A newer store fences the older one: its write is refused, never acknowledged, and not in the journal")]
    public async Task Fencing()
    {
        await using var house = new StoreHouse();
        var older = await house.Start();
        await older.Create(APod("web").Build());
        var newer = await house.Start();
        var probe = older.Probe();
        probe.Watch(older.Ref);
        var refused = await older.Submit(Creating(APod("late").Build()));
        Assert.Equal(RefusalReason.ServiceUnavailable, refused.Refusal?.Reason);
        Assert.Contains("nothing was written", refused.Refusal!.Message);
        await probe.ExpectTerminatedAsync(older.Ref);
        await newer.Create(APod("next").Build());
        await newer.Stop();
        var last = await house.Start();
        Assert.Equal(
            ["next", "web"], (await last.List(new ListObjects(1, KindCatalogue.Pod))).Objects.Select(value => value.Key.Name));
    }

    [Fact(DisplayName = "No revision is given twice, though Events take them without a journal event")]
    public async Task RevisionsAreNeverReused()
    {
        await using var house = new StoreHouse();
        var given = new HashSet<Revision>();
        for (var life = 0; life < 3; life++)
        {
            var store = await house.Start("actorkube.store.revisions-reserved = 5");
            Assert.All(given, revision => Assert.True(revision <= store.Ready.Revision));
            for (var number = 0; number < 12; number++)
                Assert.True(given.Add((await store.Create(AnEvent($"e{number}"))).Revision), "given twice");
            await store.Stop();
        }
    }

    [Fact(DisplayName = "Events are kept in memory only: no row each, bounded in number, gone after their time and after a restart")]
    public async Task Ephemeral()
    {
        await using var house = new StoreHouse();
        var store = await house.Start("actorkube.store { ephemeral-objects = 10, ephemeral-sweep-interval = 100ms }");
        var rows = house.Rows();
        for (var number = 0; number < 25; number++)
            await store.Create(AnEvent($"e{number:d2}"));
        Assert.Equal(rows, house.Rows());
        var kept = await store.List(new ListObjects(1, KindCatalogue.Event));
        Assert.Equal(Enumerable.Range(15, 10).Select(number => $"e{number}"), kept.Objects.Select(value => value.Key.Name));

        var watcher = store.Probe();
        store.Ref.Tell(new WatchObjects(1, [KindCatalogue.Event], null, [], kept.Revision), watcher);
        house.Pass(TimeSpan.FromMinutes(61));
        var gone = await watcher.ExpectMsgAsync<WatchEvents>();
        Assert.Equal(10, gone.Events.Count(shown => shown.Type == WatchEventType.Deleted));

        await store.Create(AnEvent("last"));
        await store.Stop();
        Assert.Empty((await (await house.Start()).List(new ListObjects(1, KindCatalogue.Event))).Objects);
    }

    [Fact(DisplayName = "After a restart a watch of pods resumes where it was; one of Events has expired, for what happened to them is lost")]
    public async Task WatchesResumeOverARestart()
    {
        await using var house = new StoreHouse();
        var first = await house.Start();
        var seen = await first.Create(APod("web").Build());
        await first.Annotate("web", "missed");
        await first.Stop();
        var second = await house.Start();
        var watcher = second.Probe();
        second.Ref.Tell(new WatchObjects(1, [KindCatalogue.Pod], null, [], seen.Revision), watcher);
        second.Ref.Tell(new WatchObjects(2, [KindCatalogue.Event], null, [], seen.Revision), watcher);
        var missed = Assert.Single((await watcher.ExpectMsgAsync<WatchEvents>()).Events);
        Assert.Equal((WatchEventType.Modified, "missed"), (missed.Type, missed.Object.Metadata.Annotations["value"]));
        Assert.Equal(RefusalReason.Expired, (await watcher.ExpectMsgAsync<WatchEnded>(ended => ended.WatchId == 2)).Refusal.Reason);
    }

    [Fact(DisplayName = "Ten generations of rewriting the same objects leave a small journal and lose nothing")]
    public async Task CompactionOnDisk()
    {
        await using var house = new StoreHouse();
        const string settings = "actorkube.store.compaction { garbage-factor = 1, minimum-changes = 20 }";
        var store = await house.Start(settings);
        for (var number = 0; number < 10; number++)
            await store.Create(APod($"p{number}").Build());
        for (var generation = 0; generation < 10; generation++)
        {
            for (var number = 0; number < 30; number++)
                await store.Annotate($"p{number % 10}", $"{generation}.{number}");
            var before = await store.Print();
            await store.Stop();
            store = await house.Start(settings);
            Assert.Equal(before, await store.Print());
        }
        // The deletion of obsolete events goes on beside the writes; a write after it is a moment at which it is over, soon.
        for (var waited = 0; house.Rows() > 80; waited++)
        {
            Assert.True(waited < 1000, $"{house.Rows()} rows for 14 objects");
            await store.Annotate("p0", $"wait {waited}");
        }
    }

    private static ApiObject AnEvent(string name) => ApiObject.Parse(KindCatalogue.Event, ActorKube.TestKit.Json.Bytes($$"""
        {"apiVersion":"v1","kind":"Event","metadata":{"name":"{{name}}","namespace":"default"},
        "involvedObject":{"kind":"Pod","namespace":"default","name":"web"},"reason":"Tested","type":"Normal"}
        """));
}
