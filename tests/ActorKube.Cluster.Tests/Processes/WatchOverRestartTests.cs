using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Xunit;

namespace ActorKube.Cluster.Tests.Processes;

/// <summary>A watch is resumed from its last resourceVersion as if the control plane had not died in between.</summary>
public sealed class WatchOverRestartTests
{
    [Fact]
    public async Task A_watch_resumes_over_the_death_of_the_control_plane_and_misses_and_repeats_nothing()
    {
        await using var cluster = await RealCluster.UpAsync(null, "--workers", "1");
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.Data.Kubeconfig));
        var revision = (await client.CoreV1.ListNamespacedConfigMapAsync("default")).ResourceVersion();
        List<string> expected = [];
        for (var death = 0; death < 2; death++)
        {
            foreach (var number in Enumerable.Range(0, 5))
            {
                var name = $"c{death}-{number}";
                await client.CoreV1.CreateNamespacedConfigMapAsync(new V1ConfigMap { Metadata = new() { Name = name } }, "default");
                expected.Add(name);
            }
            cluster.Kill("control-plane-1");
            await RealCluster.EventuallyAsync(() => AnswersAsync(client), answers => answers, "the API answers again");
        }
        List<string> seen = [];
        // One at a time, each from where the last one ended.
        while (seen.Count < expected.Count)
        {
            await foreach (var (type, item) in client.CoreV1.WatchListNamespacedConfigMapAsync("default", resourceVersion: revision, timeoutSeconds: 30))
            {
                Assert.Equal(WatchEventType.Added, type);
                seen.Add(item.Name());
                revision = item.ResourceVersion();
                break;
            }
        }
        Assert.Equal(expected, seen);
    }

    private static async Task<bool> AnswersAsync(Kubernetes client)
    {
        try
        {
            await client.CoreV1.CreateNamespacedConfigMapAsync(new V1ConfigMap { Metadata = new() { Name = "probe" } }, "kube-system");
            await client.CoreV1.DeleteNamespacedConfigMapAsync("probe", "kube-system");
            return true;
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.Conflict)
        {
            return false;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
