using ActorKube.Model.Kinds;
using ActorKube.Model.Time;
using ActorKube.Protocol;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Writes;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Microsoft.Data.Sqlite;
using Xunit;
using AkkaKit = Akka.TestKit.Xunit2.TestKit;

namespace ActorKube.Store.Tests.Stories;

/// <summary>A data directory of its own, in which stores are started one after another, or against each other; it is deleted at the end.</summary>
internal sealed class StoreHouse : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actorkube-store-").FullName;
    private readonly List<ActorSystem> _systems = [];
    private readonly ManualTime _clock = new();
    private int _ids;

    private string ConnectionString => $"Data Source={Path.Combine(_directory, "store.db")}";

    /// <summary>Moves emulated time.</summary>
    public void Pass(TimeSpan span) => _clock.Now += span;

    /// <summary>Starts a store in an actor system of its own and waits until it serves.</summary>
    public async Task<RunningStore> Start(string settings = "")
    {
        var persistence = StorePersistence.From(ConnectionString);
        return await Start(persistence.Config, BootstrapSetup.Create(), settings, persistence.Setup);
    }

    /// <summary>Starts a store on a journal that the test opens and shuts.</summary>
    public async Task<RunningStore> Start(JournalGate gate, string settings = "") => await Start(gate.Config, BootstrapSetup.Create(), settings);

    /// <summary>How many events are in the journal.</summary>
    public long Rows()
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM journal WHERE deleted = 0";
        return (long)count.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_systems.Select(system => system.Terminate()));
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<RunningStore> Start(Config journal, BootstrapSetup bootstrap, string settings, params Setup[] setups)
    {
        var config = ConfigurationFactory.ParseString(settings)
            .WithFallback(ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF, test.default-timeout = 30s, test.single-expect-default = 30s }"))
            .WithFallback(journal)
            .WithFallback(StoreConfig.Default)
            .WithFallback(ProtocolConfig.Default)
            .WithFallback(AkkaKit.DefaultConfig);
        var system = ActorSystem.Create("store-test", ActorSystemSetup.Create([bootstrap.WithConfig(config), .. setups]));
        _systems.Add(system);
        var kit = new AkkaKit(system);
        var parent = kit.CreateTestProbe();
        var time = new EmulatedTimeProvider(1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, _clock);
        var props = StoreActor.Props(
            StoreSettings.From(config), new WriteRules(AdmissionPolicy.Kubernetes), KindCatalogue.BuiltIn, time,
            () => $"00000000-0000-0000-0000-{Interlocked.Increment(ref _ids):d12}", () => $"{Interlocked.Increment(ref _ids):d5}");
        // As the control plane does: a store that collides with the last write of the one before it is started again.
        for (var tried = 1; ; tried++)
        {
            var store = parent.ChildActorOf(props);
            parent.Watch(store);
            var heard = await parent.ReceiveOneAsync(TimeSpan.FromSeconds(30));
            if (heard is StoreReady ready)
                return new RunningStore(kit, store, ready);
            Assert.True(heard is Terminated && tried < 10, $"the store doesn't start: {heard}");
        }
    }

    private sealed class ManualTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = ActorKube.TestKit.At.Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
