using System.Text.Json;
using Xunit;

namespace ActorKube.Cluster.Tests.Processes;

/// <summary>What the README promises of real processes that really die.</summary>
public sealed class RecoveryTests
{
    private const int SamplePods = 13;

    [Fact]
    public async Task A_killed_worker_loses_no_pod_and_comes_back_as_a_node()
    {
        await using var cluster = await RealCluster.UpAsync();
        var before = await DeploySampleAsync(cluster);
        var victim = before.GroupBy(Node).OrderByDescending(node => node.Count()).First().Key;
        var pid = cluster.Member(victim).Pid;

        cluster.Kill(victim);

        await RealCluster.EventuallyAsync(cluster.NodesAsync, nodes => nodes.Any(node => Name(node) == victim && Status(node).StartsWith("NotReady", StringComparison.Ordinal)), $"{victim} is NotReady");
        var lost = before.Where(pod => Node(pod) == victim).Select(Name).ToHashSet();
        await RealCluster.EventuallyAsync(
            cluster.PodsAsync,
            pods => RunningPods(pods) == SamplePods && !pods.Any(pod => Node(pod) == victim && lost.Contains(Name(pod))),
            "all pods run again, none of the lost ones on the dead node");
        await RealCluster.EventuallyAsync(cluster.NodesAsync, nodes => nodes.Count(node => Status(node) == "Ready") == 3, $"{victim} is Ready again");
        Assert.NotEqual(pid, cluster.Member(victim).Pid);
    }

    [Fact]
    public async Task A_killed_control_plane_forgets_nothing_and_disturbs_no_container()
    {
        await using var cluster = await RealCluster.UpAsync(null, "--workers", "2");
        var before = await DeploySampleAsync(cluster);
        var pid = cluster.Member("control-plane-1").Pid;

        cluster.Kill("control-plane-1");

        await RealCluster.EventuallyAsync(
            () => Task.FromResult(cluster.Member("control-plane-1")), member => member.Pid != pid && member.IsAlive(), "the launcher starts it again");
        var after = await RealCluster.EventuallyAsync(cluster.PodsAsync, pods => pods.Count == SamplePods, "the pods are listed again");
        Assert.Equal(before.Select(Identity).Order(), after.Select(Identity).Order());
        var (exitCode, _, errors) = await cluster.PbmAsync("control-plane-1", "deploy", "scale", "web", "--replicas", "3");
        Assert.True(exitCode == 0, errors);
        await RealCluster.EventuallyAsync(cluster.PodsAsync, pods => RunningPods(pods) == 4 && pods.Count == 4, "the scheduler and the controllers work again");
        var kept = await cluster.PodsAsync();
        Assert.Subset(before.Select(Identity).ToHashSet(), kept.Select(Identity).ToHashSet());
    }

    [Fact]
    public async Task A_cluster_that_was_killed_whole_comes_back_as_it_was()
    {
        var data = RealCluster.NewDirectory();
        IReadOnlyList<JsonElement> before;
        await using (var cluster = await RealCluster.UpAsync(data, "--workers", "2", "--no-repair"))
        {
            before = await DeploySampleAsync(cluster);
            cluster.Launcher.Kill();
            foreach (var member in cluster.Processes)
                if (member.Find() is { } process)
                    using (process)
                    {
                        process.Kill();
                        await process.WaitForExitAsync();
                    }
            await using var again = await RealCluster.UpAsync(data, "--workers", "2");
            var after = await RealCluster.EventuallyAsync(
                again.PodsAsync, pods => RunningPods(pods) == SamplePods && pods.All(pod => Restarts(pod) != "0"), "every pod runs again in its place");
            Assert.Equal(before.Select(NameAndNode).Order(), after.Select(NameAndNode).Order());
        }
    }

    private static async Task<IReadOnlyList<JsonElement>> DeploySampleAsync(RealCluster cluster)
    {
        await cluster.ApplyAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "deploy", "samples", "web.yaml")));
        return await RealCluster.EventuallyAsync(cluster.PodsAsync, pods => pods.Count == SamplePods && RunningPods(pods) == SamplePods, "the sample runs");
    }

    private static int RunningPods(IReadOnlyList<JsonElement> pods) => pods.Count(pod =>
        Status(pod) == "Running" && pod.GetProperty("ready").GetString()!.Split('/') is [var ready, var all] && ready == all);

    private static string Name(JsonElement row) => row.GetProperty("name").GetString()!;

    private static string Status(JsonElement row) => row.GetProperty("status").GetString()!;

    private static string Node(JsonElement pod) => pod.GetProperty("node").GetString()!;

    private static string Restarts(JsonElement pod) => pod.GetProperty("restarts").GetString()!;

    private static string NameAndNode(JsonElement pod) => $"{Name(pod)} on {Node(pod)}";

    private static string Identity(JsonElement pod) => $"{NameAndNode(pod)} at {pod.GetProperty("ip").GetString()}, {Restarts(pod)} restarts";
}
