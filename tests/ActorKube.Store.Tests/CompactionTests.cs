using ActorKube.Model.Objects;
using ActorKube.Store.Journal;
using ActorKube.Store.Tests.Stories;
using Akka.Configuration;
using CsCheck;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Store.Tests;

public sealed class CompactionTests
{
    // Null is a step of a compaction.
    private static readonly Gen<Action<Writes.Staging>?[]> Life = Gen.Frequency((3, Steps.Batch.Select(batch => (Action<Writes.Staging>?)batch)), (2, Gen.Const((Action<Writes.Staging>?)null)))
        .Array[1, 40];

    [Fact(DisplayName = "Whatever a compaction is interleaved with, a replay to any event brings back exactly what was live then")]
    public void EveryBoundary() => Life.Sample(
        life =>
        {
            var store = Live(life);
            for (var end = 1; end <= store.Journal.Count; end++)
                Assert.Equal(store.Journal[end - 1].Live, PaperStore.Print(PaperStore.Recover(store.Journal[..end], store.Settings)));
        },
        iter: 200);

    [Fact(DisplayName = "Once a compaction is complete, nothing before it is needed, however much of that a replay still sees")]
    public void EveryDeletion() => Life.Sample(
        life =>
        {
            var store = Live(life);
            foreach (var completed in store.Journal.Where(stored => stored.Event is CompactionCompleted))
            {
                var began = (int)((CompactionCompleted)completed.Event).BeganAt;
                var end = store.Journal.Count;
                for (var seen = 0; seen < began; seen++)
                {
                    StoredEvent[] left = [.. store.Journal[..seen], .. store.Journal[(began - 1)..end]];
                    var recovered = PaperStore.Recover(left, store.Settings);
                    Assert.Equal(store.Journal[end - 1].Live, PaperStore.Print(recovered));
                    Assert.True(recovered.Revision <= store.State.Revision && recovered.Ceiling == store.State.Ceiling);
                }
            }
        },
        iter: 200);

    [Fact(DisplayName = "Over ten generations the journal stays in proportion to what is live")]
    public void Bounded()
    {
        var settings = StoreSettings.From(ConfigurationFactory.ParseString("actorkube.store.compaction { garbage-factor = 2, minimum-changes = 10 }"));
        var store = new PaperStore(settings);
        var (generations, kept) = (0, 0L);
        for (var number = 0; generations < 10; number++)
        {
            Assert.True(number < 2000, "no compaction became due");
            store.Write(staging => staging.Put(APod($"p{number % 20}").Annotated("value", $"{number}").Build()));
            if (store.IsCompactionDue || store.IsCompacting)
            {
                store.CompactionStep();
                if (!store.IsCompacting)
                {
                    generations++;
                    kept = store.ObsoleteUpTo;
                }
            }
            Assert.True(store.Journal.Count - kept <= 20 * 4 + 20, $"{store.Journal.Count - kept} events for 20 objects");
        }
        var recovered = PaperStore.Recover(store.Journal[(int)kept..], settings);
        Assert.Equal(PaperStore.Print(store.State), PaperStore.Print(recovered));
    }

    [Fact(DisplayName = "Epoch, revision and ceiling survive a compaction")]
    public void CountersSurvive()
    {
        var store = new PaperStore();
        store.Write(staging => staging.Put(APod("web").Build()));
        store.Write(staging => staging.Remove(staging.Find(ResourceKey.Pod("default", "web"))!));
        do
            store.CompactionStep();
        while (store.IsCompacting);
        var recovered = PaperStore.Recover(store.Journal[(int)store.ObsoleteUpTo..], store.Settings);
        Assert.Equal((store.State.Revision, store.State.Ceiling), (recovered.Revision, recovered.Ceiling));
        Assert.Equal(new Revision(2), recovered.History.Floor);
    }

    [Fact(DisplayName = "A journal that lacks events for any other reason is refused, not served in part")]
    public void Damage()
    {
        var store = new PaperStore();
        for (var number = 0; number < 3; number++)
            store.Write(staging => staging.Put(APod($"p{number}").Build()));
        var refused = Assert.Throws<InvalidDataException>(() => PaperStore.Recover([store.Journal[0], store.Journal[2]], store.Settings));
        Assert.Equal("the journal is damaged: its events 2 to 2 are missing", refused.Message);

        store.CompactionStep();
        Assert.Throws<InvalidDataException>(() => PaperStore.Recover(store.Journal[3..], store.Settings));
    }

    private static PaperStore Live(Action<Writes.Staging>?[] life)
    {
        var store = new PaperStore();
        foreach (var step in life)
            if (step is null)
                store.CompactionStep();
            else
                store.Write(step);
        return store;
    }
}
