using ActorKube.ApiServer.Tests.Serving;

namespace ActorKube.ApiServer.Tests.Fuzzing;

/// <summary>A server of its own. <c>ACTORKUBE_SOAK=1</c> makes it 100,000 requests instead of 2,000.</summary>
public sealed class FuzzTests(ServedStore server) : IClassFixture<ServedStore>
{
    private const int Clients = 8;

    private static readonly int Requests = Environment.GetEnvironmentVariable("ACTORKUBE_SOAK") == "1" ? 100_000 : 2_000;

    [Fact]
    public async Task No_request_makes_the_server_fail_or_hang()
    {
        var seed = Environment.TickCount;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => SendAsync(seed + client)));
        Assert.True(server.Errors.Lines.IsEmpty, $"seed {seed}: {string.Join('\n', server.Errors.Lines.Take(3))}");
        await server.GetAsync("/api/v1/namespaces/default");
    }

    private async Task SendAsync(int seed)
    {
        var fuzzer = new RequestFuzzer(seed);
        for (var number = 0; number < Requests / Clients; number++)
        {
            using var request = fuzzer.Next();
            using var response = await server.Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var what = $"seed {seed}, request {number}: {request.Method} {request.RequestUri} {(request.Content is null ? "" : await request.Content.ReadAsStringAsync())}: {text}";
            Assert.True((int)response.StatusCode is not (500 or 503 or 504) || text.Contains("Too large resource version", StringComparison.Ordinal), what);
        }
    }
}
