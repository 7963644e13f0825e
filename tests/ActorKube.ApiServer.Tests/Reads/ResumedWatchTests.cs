using System.Text.Json.Nodes;
using ActorKube.ApiServer.Tests.Serving;
using Akka.Actor;

namespace ActorKube.ApiServer.Tests.Reads;

/// <summary>A server of its own: it is harmed.</summary>
public sealed class ResumedWatchTests : IClassFixture<ServedStore>
{
    private const int Cuts = 100;
    private readonly ServedStore _server;

    public ResumedWatchTests(ServedStore server) => _server = server;

    [Fact]
    public async Task A_watch_that_is_cut_again_and_again_and_resumed_misses_nothing_and_repeats_nothing_while_the_store_dies_too()
    {
        var home = await _server.NamespaceAsync();
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var path = $"/api/v1/namespaces/{home}/configmaps";
        var revision = (string)(await _server.GetAsync(path))["metadata"]!["resourceVersion"]!;
        using var stop = new CancellationTokenSource();
        var writer = WriteAsync(path, stop.Token);
        List<JsonObject> seen = [];
        for (var cut = 0; cut < Cuts; cut++)
        {
            if (cut % 25 == 10)
                _server.Store.Tell(new StoreKeeper.KillStore());
            await using var watch = await WatchStream.OpenAsync(_server, $"{path}?watch=1&resourceVersion={revision}");
            for (var left = random.Next(1, 8); left > 0; left--)
            {
                var next = (await watch.NextAsync())!;
                Assert.True((string)next["type"]! != "ERROR", $"seed {seed}, cut {cut}: {next.ToJsonString()}");
                seen.Add(next);
                revision = (string)next["object"]!["metadata"]!["resourceVersion"]!;
            }
        }
        await stop.CancelAsync();
        var acknowledged = await writer;
        // What is still missing after the last cut comes in one more watch.
        await using (var rest = await WatchStream.OpenAsync(_server, $"{path}?watch=1&resourceVersion={revision}"))
            while (long.Parse(revision) < acknowledged[^1])
            {
                var next = (await rest.NextAsync())!;
                seen.Add(next);
                revision = (string)next["object"]!["metadata"]!["resourceVersion"]!;
            }
        var revisions = seen.Select(next => long.Parse((string)next["object"]!["metadata"]!["resourceVersion"]!)).ToList();
        Assert.True(revisions.Zip(revisions.Skip(1), (first, second) => first < second).All(isLater => isLater), $"seed {seed}: out of order, or repeated");
        Assert.True(acknowledged.All(revisions.Contains), $"seed {seed}: missed {string.Join(", ", acknowledged.Except(revisions))}");
    }

    /// <summary>Writes until it is stopped; the revisions of what was acknowledged.</summary>
    private async Task<List<long>> WriteAsync(string path, CancellationToken stop)
    {
        List<long> acknowledged = [];
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var (code, answer) = await _server.SendAsync(HttpMethod.Post, path, """{"metadata":{"generateName":"w-"}}""");
            if ((int)code == 201)
                acknowledged.Add(long.Parse((string)answer["metadata"]!["resourceVersion"]!));
            else
                await Task.Delay(20, CancellationToken.None);
        }
        return acknowledged;
    }
}
