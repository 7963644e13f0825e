using System.Collections.Concurrent;
using ActorKube.ApiServer.Tests.Serving;
using k8s;
using k8s.Autorest;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;
using k8s.Models;

namespace ActorKube.ApiServer.Tests.Clients;

/// <summary>The official C# client needs nothing but the address and the credentials.</summary>
[Collection(ServedStoreCollection.Name)]
public sealed class OfficialClientTests(ServedStore server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static V1ConfigMap ConfigMap(string name) => new() { Metadata = new() { Name = name }, Data = new Dictionary<string, string> { ["x"] = "1" } };

    [Fact]
    public async Task It_creates_lists_in_pages_patches_replaces_and_deletes()
    {
        using var client = server.Official();
        var home = await server.NamespaceAsync();
        foreach (var name in (string[])["a", "b", "c"])
            await client.CoreV1.CreateNamespacedConfigMapAsync(ConfigMap(name), home);
        var page = await client.CoreV1.ListNamespacedConfigMapAsync(home, limit: 2);
        var rest = await client.CoreV1.ListNamespacedConfigMapAsync(home, limit: 2, continueParameter: page.Continue());
        Assert.Equal(["a", "b", "c"], page.Items.Concat(rest.Items).Select(item => item.Name()));
        var patched = await client.CoreV1.PatchNamespacedConfigMapAsync(
            new V1Patch("""{"metadata":{"labels":{"l":"1"}}}""", V1Patch.PatchType.MergePatch), "a", home);
        patched.Data["x"] = "2";
        await client.CoreV1.ReplaceNamespacedConfigMapAsync(patched, "a", home);
        Assert.Equal("2", Assert.Single((await client.CoreV1.ListNamespacedConfigMapAsync(home, labelSelector: "l=1")).Items).Data["x"]);
        await client.CoreV1.DeleteNamespacedConfigMapAsync("a", home);
        var missing = await Assert.ThrowsAsync<HttpOperationException>(() => client.CoreV1.ReadNamespacedConfigMapAsync("a", home));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, missing.Response.StatusCode);
        await client.CoreV1.DeleteCollectionNamespacedConfigMapAsync(home);
        Assert.Empty((await client.CoreV1.ListNamespacedConfigMapAsync(home)).Items);
    }

    [Fact]
    public async Task Its_watch_goes_on_where_it_was_after_it_ended()
    {
        using var client = server.Official();
        var home = await server.NamespaceAsync();
        var revision = (await client.CoreV1.ListNamespacedConfigMapAsync(home)).ResourceVersion();
        List<string> seen = [];
        for (var round = 0; round < 3; round++)
        {
            await client.CoreV1.CreateNamespacedConfigMapAsync(ConfigMap($"c{round}"), home);
            // Each watch ends by itself after a second; the next begins at the last revision that was seen.
            await foreach (var (type, item) in client.CoreV1.WatchListNamespacedConfigMapAsync(home, resourceVersion: revision, timeoutSeconds: 1))
            {
                seen.Add($"{type} {item.Name()}");
                revision = item.ResourceVersion();
            }
        }
        Assert.Equal(["Added c0", "Added c1", "Added c2"], seen);
    }

    [Fact]
    public async Task Leaders_are_elected_by_a_lease_one_at_a_time()
    {
        var home = await server.NamespaceAsync();
        var leaders = new ConcurrentQueue<string>();
        using var first = new Candidate(server, home, "first", leaders);
        await first.Elected.WaitAsync(Patience);
        using var second = new Candidate(server, home, "second", leaders);
        first.Retire();
        await second.Elected.WaitAsync(Patience);
        Assert.Equal(["first", "second"], leaders);
        using var client = server.Official();
        Assert.Equal("second", (await client.CoordinationV1.ReadNamespacedLeaseAsync("leader", home)).Spec.HolderIdentity);
    }

    private sealed class Candidate : IDisposable
    {
        private readonly Kubernetes _client;
        private readonly CancellationTokenSource _retired = new();
        private readonly TaskCompletionSource _elected = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly LeaderElector _elector;

        internal Candidate(ServedStore server, string home, string name, ConcurrentQueue<string> leaders)
        {
            _client = server.Official();
            _elector = new LeaderElector(new LeaderElectionConfig(new LeaseLock(_client, home, "leader", name))
            {
                LeaseDuration = TimeSpan.FromSeconds(2), RenewDeadline = TimeSpan.FromSeconds(1.5), RetryPeriod = TimeSpan.FromMilliseconds(200),
            });
            _elector.OnStartedLeading += () =>
            {
                leaders.Enqueue(name);
                _elected.TrySetResult();
            };
            _ = _elector.RunAndTryToHoldLeadershipForeverAsync(_retired.Token);
        }

        internal Task Elected => _elected.Task;

        internal void Retire() => _retired.Cancel();

        public void Dispose()
        {
            _retired.Cancel();
            _elector.Dispose();
            _client.Dispose();
            _retired.Dispose();
        }
    }
}
