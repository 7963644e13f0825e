using System.Diagnostics;
using System.Text;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Protocol;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Writes;
using ActorKube.Store;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;

namespace ActorKube.Benchmarks;

/// <summary>
/// Durable puts a second: clients in the same process, each of which creates pods one after another and waits for each answer. The journal is an SQLite
/// file in the temporary directory, synced at each commit; every write passes admission.
/// </summary>
internal static class StoreBenchmark
{
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    public static async Task Run(Size size)
    {
        Console.WriteLine("clients   puts/s   p50 ms   p99 ms");
        foreach (var clients in new[] { 1, 16, 100 })
        {
            var directory = Directory.CreateTempSubdirectory("actorkube-bench-").FullName;
            try
            {
                var latencies = await Measure(size, Path.Combine(directory, "store.db"), clients);
                latencies.Sort();
                Console.WriteLine(FormattableString.Invariant(
                    $"{clients,7} {latencies.Count / size.Of(Measured).TotalSeconds,8:n0} {latencies[latencies.Count / 2],8:n2} {latencies[latencies.Count * 99 / 100],8:n2}"));
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private static async Task<List<double>> Measure(Size size, string file, int clients)
    {
        var persistence = StorePersistence.From($"Data Source={file}");
        var config = ConfigurationFactory.ParseString("akka { loglevel = WARNING, stdout-loglevel = OFF }")
            .WithFallback(persistence.Config).WithFallback(StoreConfig.Default).WithFallback(ProtocolConfig.Default);
        using var system = ActorSystem.Create("bench", BootstrapSetup.Create().WithConfig(config).And(persistence.Setup));
        var store = system.ActorOf(
            StoreActor.Props(
                StoreSettings.From(config), new WriteRules(AdmissionPolicy.Kubernetes), KindCatalogue.BuiltIn, EmulatedTimeProvider.RealTime,
                () => Guid.NewGuid().ToString(), () => "abcde"),
            "store");
        await store.Ask<StoreDescribed>(new DescribeStore(0), TimeSpan.FromSeconds(30));
        await Drive(store, clients, size.Of(Warm), "warm");
        var perClient = await Drive(store, clients, size.Of(Measured), "measured");
        await system.Terminate();
        return [.. perClient.SelectMany(latencies => latencies)];
    }

    private static Task<List<double>[]> Drive(IActorRef store, int clients, TimeSpan duration, string round) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var latencies = new List<double>();
            var clock = Stopwatch.StartNew();
            for (var number = 0; clock.Elapsed < duration; number++)
            {
                var name = $"{round}-{client}-{number}";
                var began = clock.Elapsed;
                var answer = await store.Ask<WritesAnswered>(new SubmitWrites(number, new CreateObject(ResourceKey.Pod("default", name), Pod(name))));
                if (answer.Results[0].Refusal is { } refusal)
                    throw new InvalidOperationException($"the store refused a pod: {refusal}");
                latencies.Add((clock.Elapsed - began).TotalMilliseconds);
            }
            return latencies;
        })));

    private static byte[] Pod(string name) => Encoding.UTF8.GetBytes($$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{name}}","namespace":"default","labels":{"app":"web","tier":"front"} },
        "spec":{"containers":[{"name":"main","image":"nginx:1.27","resources":{"requests":{"cpu":"100m","memory":"64Mi" } } }]} }
        """);
}
