using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol;
using ActorKube.Protocol.Storage;
using ActorKube.Store.Objects;
using ActorKube.Store.Tests.Stories;
using ActorKube.Store.Watches;
using ActorKube.TestKit;
using Akka.Actor;
using Akka.Configuration;
using CsCheck;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Store.Tests;

public sealed class WatchTests
{
    private static readonly ResourceKey Web = ResourceKey.Pod("default", "web");

    private static readonly string?[] Namespaces = [null, "default", "other", "none"];

    private static readonly string[][] NodeLists = [[], ["n1"], ["n1", "n3"]];

    private static readonly Gen<(string? Namespace, string[] Nodes)> Filters =
        Gen.Select(Gen.Int[0, 3].Select(number => Namespaces[number]), Gen.Int[0, 2].Select(number => NodeLists[number]));

    [Fact(DisplayName = "A watch from a revision sees exactly what it missed, in order, whatever its filter and wherever it broke off")]
    public void Resume() => Gen.Select(Steps.Batch.Array[1, 20], Filters, Gen.Int[0, 100]).Sample(
        (batches, filter, cut) =>
        {
            var store = new PaperStore();
            var states = new List<Dictionary<ResourceKey, ApiObject>> { new() };
            foreach (var batch in batches)
                store.Write(batch);
            foreach (var change in store.Changes)
                states.Add(After(states[^1], change));
            if (store.Changes.Count == 0)
                return;
            var from = 1 + (cut % store.Changes.Count);
            // From the state there, the events must lead over every state that the filter shows, one change at a time.
            var seen = Shown(states[from], filter);
            var next = from;
            foreach (var shown in Events(Watch(store.State, filter, new(from))))
            {
                Assert.True(shown.Object.Revision.Value > next, "out of order, or shown twice");
                for (; next < shown.Object.Revision.Value - 1; next++)
                    Assert.Equal(Print(seen), Print(Shown(states[next + 1], filter)));
                Follow(seen, shown);
                next = (int)shown.Object.Revision.Value;
                Assert.Equal(Print(Shown(states[next], filter)), Print(seen));
            }
            Assert.Equal(Print(Shown(states[^1], filter)), Print(seen));
        },
        iter: 500);

    [Fact(DisplayName = "A watch resumes over a restart and over a compaction as if nothing had happened")]
    public void ResumeAfterRecovery() => Gen.Select(Steps.Batch.Array[1, 20], Filters, Gen.Int[0, 100], Gen.Int[0, 20]).Sample(
        (batches, filter, cut, compactAt) =>
        {
            var store = new PaperStore();
            for (var index = 0; index < batches.Length; index++)
            {
                store.Write(batches[index]);
                if (index >= compactAt && (store.ObsoleteUpTo == 0 || store.IsCompacting))
                    store.CompactionStep();
            }
            var recovered = PaperStore.Recover(store.Journal[(int)store.ObsoleteUpTo..], store.Settings);
            var floor = recovered.History.Floor.Value;
            var from = new Revision(floor + (cut % (store.State.Revision.Value - floor + 1)));
            if (!from.IsSome)
                return;
            Assert.Equal(Print(Events(Watch(store.State, filter, from))), Print(Events(Watch(recovered, filter, from))));
        },
        iter: 300);

    [Fact(DisplayName = "A watch without a revision shows the present objects as Added, then says that it is synced")]
    public void Initial()
    {
        var store = new PaperStore();
        store.Write(staging => staging.Put(APod("b").Build()));
        store.Write(staging => staging.Put(APod("a").Build()));
        var messages = Watch(store.State, (null, []), Revision.None);
        var events = Assert.IsType<WatchEvents>(messages[0]);
        Assert.Equal((1, Revision.None), (events.Sequence, events.Revision));
        Assert.Equal(["a", "b"], events.Events.Select(shown => shown.Object.Key.Name));
        Assert.All(events.Events, shown => Assert.Equal(WatchEventType.Added, shown.Type));
        Assert.Equal(new WatchSynced(7, 2, new(2)), messages[1]);
        Assert.Equal(2, messages.Count);
    }

    [Fact(DisplayName = "A pod that comes to a watched node is Added, one that leaves it is Deleted with its last state there")]
    public void NodeTransitions()
    {
        var store = new PaperStore();
        store.Write(staging => staging.Put(APod("web").Build()));
        store.Write(staging => staging.Put(APod("web").On("n1").Build()));
        store.Write(staging => staging.Put(APod("web").On("n1").Phase("Running").Build()));
        store.Write(staging => staging.Put(APod("web").On("n2").Phase("Running").Build()));
        store.Write(staging => staging.Remove(staging.Find(Web)!));
        var seen = Events(Watch(store.State, (null, ["n1"]), new(1)));
        Assert.Equal(
            [(WatchEventType.Added, 2L), (WatchEventType.Modified, 3L), (WatchEventType.Deleted, 4L)],
            seen.Select(shown => (shown.Type, shown.Object.Revision.Value)));
        Assert.Equal("n1", seen[^1].Object.Pod.NodeName);
    }

    [Fact(DisplayName = "A deletion has a revision of its own, and resuming before it shows it")]
    public void Deletion()
    {
        var store = new PaperStore();
        store.Write(staging => staging.Put(APod("web").Build()));
        store.Write(staging => staging.Remove(staging.Find(Web)!));
        var shown = Assert.Single(Events(Watch(store.State, (null, []), new(1))));
        Assert.Equal((WatchEventType.Deleted, new Revision(2)), (shown.Type, shown.Object.Revision));
        Assert.Contains("\"resourceVersion\":\"2\"", Json.Text(shown.Object));
    }

    [Fact(DisplayName = "A watch from a revision that the history no longer reaches has expired, in upstream's words")]
    public void Expired()
    {
        var store = new PaperStore(StoreSettings.From(ConfigurationFactory.ParseString("actorkube.store.watch-history-changes = 3")));
        for (var number = 1; number <= 10; number++)
            store.Write(staging => staging.Put(APod($"p{number}").Build()));
        Assert.Equal(
            new Refusal(RefusalReason.Expired, "too old resource version: 6 (7)"), new Watch(Request((null, []), new(6))).Refuse(store.State));
        Assert.Null(new Watch(Request((null, []), new(7))).Refuse(store.State));
        Assert.Equal(3, Events(Watch(store.State, (null, []), new(7))).Length);
    }

    [Fact(DisplayName = "The history is bounded in bytes as well")]
    public void BoundedInBytes()
    {
        var one = APod("p1").Build().WithRevision(new(1));
        var history = new ChangeHistory(1000, one.Json.Length * 3);
        for (var number = 1; number <= 9; number++)
            history.Add(Change.Put(null, APod($"p{number}").Build().WithRevision(new(number))));
        Assert.Equal(new Revision(6), history.Floor);
        Assert.Equal([7L, 8, 9], history.After(history.Floor).Select(change => change.Revision.Value));
    }

    [Fact(DisplayName = "Large changes go out in messages of bounded size, numbered without a gap")]
    public void Grouped()
    {
        var store = new PaperStore();
        var filler = new string('x', 200_000);
        store.Write(staging =>
        {
            for (var number = 0; number < 10; number++)
                staging.Put(APod($"p{number}").Annotated("filler", filler).Build());
        });
        foreach (var from in new[] { Revision.None, new Revision(1) })
        {
            var messages = Watch(store.State, (null, []), from);
            var events = messages.OfType<WatchEvents>().ToArray();
            Assert.True(events.Length >= 3);
            Assert.All(events, message => Assert.True(message.Events.Sum(shown => shown.Object.Json.Length) < WireContract.GroupBytes + WireContract.LargestObjectBytes));
            Assert.Equal(Enumerable.Range(1, events.Length).Select(number => (long)number), events.Select(message => message.Sequence));
            if (from.IsSome)
                Assert.All(events, message => Assert.Equal(message.Events[^1].Object.Revision, message.Revision));
        }
    }

    [Fact(DisplayName = "Only a quiet watch gets a bookmark")]
    public void Bookmarks()
    {
        var store = new PaperStore();
        var watch = new Watch(Request((null, []), Revision.None));
        Assert.Single(watch.Begin(store.State));
        Assert.Null(watch.Bookmark(new(5)));
        var bookmark = watch.Bookmark(new(6))!;
        Assert.Equal((2, new Revision(6), true), (bookmark.Sequence, bookmark.Revision, bookmark.Events.IsEmpty));
        Assert.Null(watch.Bookmark(new(6)));
    }

    [Fact(DisplayName = "Whoever asks for progress gets a bookmark in the order of the watch's messages, and hears that an unknown watch has ended")]
    public void Progress()
    {
        var store = new PaperStore();
        var sent = new List<IStorageMessage>();
        var registry = new WatchRegistry(store.State, (_, message) => sent.Add(message));
        registry.Begin(Nobody.Instance, Request((null, []), Revision.None));
        registry.Progress(Nobody.Instance, new RequestProgress(7, 42));
        registry.Progress(Nobody.Instance, new RequestProgress(8, 43));
        var progress = Assert.IsType<WatchEvents>(sent[^2]);
        Assert.Equal((7, 2, store.State.Revision, true, 42), (progress.WatchId, progress.Sequence, progress.Revision, progress.Events.IsEmpty, progress.Answers));
        Assert.Equal(8, Assert.IsType<WatchEnded>(sent[^1]).WatchId);
    }

    private static WatchObjects Request((string? Namespace, string[] Nodes) filter, Revision from) =>
        new(7, [KindCatalogue.Pod], filter.Namespace, [.. filter.Nodes], from);

    private static List<IStorageMessage> Watch(StoreState state, (string? Namespace, string[] Nodes) filter, Revision from) =>
        [.. new Watch(Request(filter, from)).Begin(state)];

    private static WatchEvent[] Events(IEnumerable<IStorageMessage> messages) =>
        [.. messages.OfType<WatchEvents>().SelectMany(message => message.Events)];

    private static Dictionary<ResourceKey, ApiObject> After(Dictionary<ResourceKey, ApiObject> state, Change change)
    {
        var next = new Dictionary<ResourceKey, ApiObject>(state);
        if (change.Type == WatchEventType.Deleted)
            next.Remove(change.Key);
        else
            next[change.Key] = change.Object;
        return next;
    }

    private static Dictionary<ResourceKey, ApiObject> Shown(Dictionary<ResourceKey, ApiObject> state, (string? Namespace, string[] Nodes) filter) =>
        state.Where(entry => (filter.Namespace is null || entry.Key.Namespace == filter.Namespace)
                && (filter.Nodes.Length == 0 || filter.Nodes.Contains(entry.Value.Pod.NodeName)))
            .ToDictionary();

    private static void Follow(Dictionary<ResourceKey, ApiObject> seen, WatchEvent shown)
    {
        switch (shown.Type)
        {
            case WatchEventType.Added:
                seen.Add(shown.Object.Key, shown.Object);
                break;
            case WatchEventType.Modified:
                Assert.True(seen.ContainsKey(shown.Object.Key), "Modified, but never Added");
                seen[shown.Object.Key] = shown.Object;
                break;
            default:
                Assert.True(seen.Remove(shown.Object.Key), "Deleted, but never Added");
                break;
        }
    }

    private static string Print(Dictionary<ResourceKey, ApiObject> objects) =>
        string.Join(' ', objects.Values.Select(value => value.ToString()).Order(StringComparer.Ordinal));

    private static string Print(IEnumerable<WatchEvent> events) =>
        string.Join('\n', events.Select(shown => $"{shown.Type} {shown.Object} {Json.Text(shown.Object)}"));
}
