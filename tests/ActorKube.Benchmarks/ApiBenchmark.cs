using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;
using System.Text.Json.Nodes;

namespace ActorKube.Benchmarks;

/// <summary>
/// The Kubernetes API over HTTPS, served by a control-plane process of its own: single objects, a list of 10,000 pods, and 100 watchers. Clients are in this
/// process, so both share the machine's cores.
/// </summary>
internal static class ApiBenchmark
{
    private const int Pods = 10_000;
    private const int Watchers = 100;
    private const int ChangesASecond = 1_000;
    private const string PodsPath = "/api/v1/namespaces/default/pods";
    private const string TableForm = "application/json;as=Table;v=v1;g=meta.k8s.io";

    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(10);

    public static async Task Run(Size size)
    {
        var data = Directory.CreateTempSubdirectory("actorkube-bench-").FullName;
        using var up = Start("up", "--data", data, "--workers", "1", "--pbm-port", "0", "--api-port", "0");
        try
        {
            while (await up.StandardOutput.ReadLineAsync() is { } line && line != "ready")
            {
            }
            using var http = Client(data);
            await SingleObjects(http, size);
            await Lists(http, size);
            await Watches(http, size);
        }
        finally
        {
            using var down = Start("down", "--data", data);
            await down.WaitForExitAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task SingleObjects(HttpClient http, Size size)
    {
        await Must(http, HttpMethod.Post, PodsPath, Pod("one"));
        Console.WriteLine("request   clients      /s   p50 ms   p99 ms");
        foreach (var clients in new[] { 1, 16, 128 })
        {
            await Row("GET", size, clients, (_, _) => Must(http, HttpMethod.Get, $"{PodsPath}/one"));
            await Row("PATCH", size, clients, (client, number) => Must(
                http, HttpMethod.Patch, $"{PodsPath}/one", $$$$"""{"metadata":{"annotations":{"c{{{{client}}}}":"{{{{number}}}}"}}}""", "application/merge-patch+json"));
            await Row("create", size, clients, (client, number) => Must(http, HttpMethod.Post, "/api/v1/namespaces/default/configmaps", $$$"""{"metadata":{"generateName":"c"},"data":{"x":"{{{client}}}-{{{number}}}"}}"""));
        }
        await Must(http, HttpMethod.Delete, "/api/v1/namespaces/default/configmaps");
    }

    private static async Task Row(string name, Size size, int clients, Func<int, int, Task> request)
    {
        await Drive(clients, size.Of(Warm), request);
        var latencies = await Drive(clients, size.Of(Measured), request);
        latencies.Sort();
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-8} {clients,8} {latencies.Count / size.Of(Measured).TotalSeconds,7:n0} {latencies[latencies.Count / 2],8:n2} {latencies[latencies.Count * 99 / 100],8:n2}"));
    }

    private static async Task<List<double>> Drive(int clients, TimeSpan duration, Func<int, int, Task> request)
    {
        var perClient = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var latencies = new List<double>();
            var clock = Stopwatch.StartNew();
            for (var number = 0; clock.Elapsed < duration; number++)
            {
                var began = clock.Elapsed;
                await request(client, number);
                latencies.Add((clock.Elapsed - began).TotalMilliseconds);
            }
            return latencies;
        })));
        return [.. perClient.SelectMany(latencies => latencies)];
    }

    private static async Task Lists(HttpClient http, Size size)
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async client =>
        {
            for (var number = client; number < size.Of(Pods); number += 32)
                await Must(http, HttpMethod.Post, PodsPath, Pod($"p{number:00000}"));
        }));
        Console.WriteLine($"\nlist of {size.Of(Pods):n0} pods        MB     ms    MB/s");
        foreach (var (name, accept) in new[] { ("as JSON", "application/json"), ("as Table", TableForm) })
        {
            await Read(http, accept);
            var clock = Stopwatch.StartNew();
            const int rounds = 5;
            var bytes = 0L;
            for (var round = 0; round < rounds; round++)
                bytes += await Read(http, accept);
            var (megabytes, seconds) = (bytes / 1e6 / rounds, clock.Elapsed.TotalSeconds / rounds);
            Console.WriteLine(FormattableString.Invariant($"{name,-18} {megabytes,10:n1} {seconds * 1000,6:n0} {megabytes / seconds,7:n0}"));
        }
    }

    private static async Task<long> Read(HttpClient http, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, PodsPath) { Version = HttpVersion.Version20 };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = (await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var (buffer, total) = (new byte[1 << 16], 0L);
        while (await body.ReadAsync(buffer) is > 0 and var read)
            total += read;
        return total;
    }

    private static async Task Watches(HttpClient http, Size size)
    {
        using var end = new CancellationTokenSource();
        var sent = new ConcurrentDictionary<string, long>();
        var latencies = new ConcurrentBag<double>();
        var began = new CountdownEvent(Watchers);
        var watchers = Enumerable.Range(0, Watchers).Select(_ => Task.Run(() => Follow(http, sent, latencies, began, end.Token))).ToList();
        began.Wait();
        var clock = Stopwatch.StartNew();
        var made = 0;
        await Task.WhenAll(Enumerable.Range(0, 32).Select(client => Task.Run(async () =>
        {
            while (clock.Elapsed < size.Of(Watched))
            {
                var number = Interlocked.Increment(ref made);
                // As many as are due by now, and no more.
                var due = TimeSpan.FromSeconds((double)number / ChangesASecond) - clock.Elapsed;
                if (due > TimeSpan.Zero)
                    await Task.Delay(due);
                var mark = $"m{number}";
                sent[mark] = Stopwatch.GetTimestamp();
                await Must(http, HttpMethod.Post, "/api/v1/namespaces/default/configmaps", $$$"""{"metadata":{"name":"{{{mark}}}"}}""");
            }
        })));
        var rate = made / clock.Elapsed.TotalSeconds;
        await Task.Delay(2000);
        await end.CancelAsync();
        await Task.WhenAll(watchers);
        var sorted = latencies.Order().ToList();
        Console.WriteLine(FormattableString.Invariant($"\n{Watchers} watchers of {rate:n0} changes/s: {sorted.Count:n0} of {(long)made * Watchers:n0} events seen, from request to delivery p50 {sorted[sorted.Count / 2]:n1} ms, p99 {sorted[sorted.Count * 99 / 100]:n1} ms"));
    }

    private static async Task Follow(HttpClient http, ConcurrentDictionary<string, long> sent, ConcurrentBag<double> latencies, CountdownEvent began, CancellationToken end)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/namespaces/default/configmaps?watch=1") { Version = HttpVersion.Version20 };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end);
        began.Signal();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(end));
        try
        {
            while (await reader.ReadLineAsync(end) is { } line)
            {
                const string before = "\"name\":\"m";
                var at = line.IndexOf(before, StringComparison.Ordinal) + before.Length - 1;
                if (at >= before.Length && sent.TryGetValue(line[at..line.IndexOf('"', at)], out var sentAt))
                    latencies.Add(Stopwatch.GetElapsedTime(sentAt).TotalMilliseconds);
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private static async Task Must(HttpClient http, HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20 };
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        using var response = await http.SendAsync(request);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{method} {path}: {await response.Content.ReadAsStringAsync()}");
        await response.Content.CopyToAsync(Stream.Null);
    }

    private static string Pod(string name) => new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["app"] = "bench" } },
        // Nobody schedules it: the API is measured, not the nodes.
        ["spec"] = new JsonObject
        {
            ["schedulerName"] = "nobody",
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "web", ["image"] = "nginx:1.27", ["ports"] = new JsonArray(new JsonObject { ["containerPort"] = 80 }) }),
        },
    }.ToJsonString();

    private static HttpClient Client(string data)
    {
        var config = File.ReadAllText(Path.Combine(data, "kubeconfig"));
        var server = config.Split('\n').First(line => line.Contains("server:", StringComparison.Ordinal)).Split("server:")[1].Trim();
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true }, EnableMultipleHttp2Connections = true,
        };
        var http = new HttpClient(handler) { BaseAddress = new Uri(server) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(data, "pki", "admin.token")));
        return http;
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "actorkube.dll"), .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }
}
