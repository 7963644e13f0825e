using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ActorKube.Launching;
using Xunit;

namespace ActorKube.Cluster.Tests.Processes;

/// <summary>The life of processes around a launcher, and its clear words.</summary>
public sealed class LauncherTests
{
    [Fact]
    public async Task Down_leaves_no_process_behind()
    {
        var cluster = await RealCluster.UpAsync(null, "--workers", "1");
        var members = cluster.Processes;
        var (exitCode, status, _) = await ActorKubeProcess.RunAsync("status", "--json", "--data", cluster.Data.Path);
        Assert.Equal(0, exitCode);
        Assert.True(JsonDocument.Parse(status).RootElement.GetProperty("ready").GetBoolean());

        var (downCode, _, errors) = await ActorKubeProcess.RunAsync("down", "--data", cluster.Data.Path);

        Assert.True(downCode == 0, errors);
        Assert.DoesNotContain(members, member => member.IsAlive());
        await cluster.Launcher.WaitForExitAsync();
        Assert.Equal(0, cluster.Launcher.ExitCode);
        Assert.Equal(1, (await ActorKubeProcess.RunAsync("status", "--data", cluster.Data.Path)).ExitCode);
        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task The_children_of_a_killed_launcher_end_themselves()
    {
        await using var cluster = await RealCluster.UpAsync(null, "--workers", "1");
        var members = cluster.Processes.Select(member => member.Find()!).ToList();

        cluster.Launcher.Kill();

        foreach (var member in members)
            using (member)
                await member.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_detached_cluster_outlives_its_launcher_and_down_still_finds_it()
    {
        var data = RealCluster.NewDirectory();
        try
        {
            var (exitCode, output, errors) = await ActorKubeProcess.RunAsync("up", "--detach", "--workers", "1", "--pbm-port", "0", "--api-port", "0", "--data", data.Path);
            Assert.True(exitCode == 0, errors);
            Assert.EndsWith("ready\n", output, StringComparison.Ordinal);
            var record = ClusterRecord.TryRead(data)!;
            using (var launcher = record.Launcher.Find()!)
            {
                launcher.Kill();
                await launcher.WaitForExitAsync();
            }
            Assert.True((await ActorKubeProcess.RunAsync("status", "--data", data.Path)).ExitCode == 0);

            // The lock went with the launcher, but the cluster is still there: nobody may start another over it.
            var (secondCode, _, secondErrors) = await ActorKubeProcess.RunAsync("up", "--workers", "1", "--pbm-port", "0", "--api-port", "0", "--data", data.Path);
            Assert.Equal(1, secondCode);
            Assert.Contains("in use by a live cluster", secondErrors, StringComparison.Ordinal);

            await ActorKubeProcess.RunAsync("down", "--data", data.Path);
            Assert.DoesNotContain(record.Processes, member => member.IsAlive());
        }
        finally
        {
            await ActorKubeProcess.RunAsync("down", "--data", data.Path);
            Directory.Delete(data.Path, recursive: true);
        }
    }

    [Fact]
    public async Task A_data_directory_in_use_is_refused_in_one_line_and_left_alone()
    {
        await using var cluster = await RealCluster.UpAsync(null, "--workers", "1");

        var (exitCode, _, errors) = await ActorKubeProcess.RunAsync("up", "--data", cluster.Data.Path, "--pbm-port", "0", "--api-port", "0");

        Assert.Equal(1, exitCode);
        Assert.Contains("in use by a live cluster", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.All(cluster.Processes, member => Assert.True(member.IsAlive()));
    }

    [Fact]
    public async Task A_port_in_use_is_refused_with_its_number_and_the_option()
    {
        var data = RealCluster.NewDirectory();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        try
        {
            var (exitCode, _, errors) = await ActorKubeProcess.RunAsync("up", "--data", data.Path, "--api-port", "0", "--pbm-port", $"{port}");

            Assert.Equal(1, exitCode);
            Assert.Contains($"port {port} is in use", errors, StringComparison.Ordinal);
            Assert.Contains("--pbm-port", errors, StringComparison.Ordinal);
            Assert.False(File.Exists(data.ClusterFile));
        }
        finally
        {
            Directory.Delete(data.Path, recursive: true);
        }
    }

    [Theory]
    [InlineData("up", "--workers", "none")]
    [InlineData("up", "--workers", "0")]
    [InlineData("up", "--time-profile", "slow")]
    [InlineData("up", "--time-scale", "0")]
    [InlineData("up", "--wokers", "3")]
    [InlineData("up", "--store", "rubbish")]
    [InlineData("up", "--detach", "--store", "rubbish")]
    [InlineData("fly")]
    [InlineData("run", "--role", "worker")]
    public async Task Wrong_usage_is_one_line_and_exit_code_two(params string[] arguments)
    {
        var (exitCode, _, errors) = await ActorKubeProcess.RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.Contains("--", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("actorkube.node.container-log-max-files = 1", "container-log-max-files must be a whole number above 1")]
    [InlineData("actorkube.node.sockets = -4", "sockets must be a whole number, 0 or more")]
    [InlineData("actorkube.node.heartbeat-interval = soon", "'soon'")]
    [InlineData("actorkube.control-plane.node-lifecycle.detector = guess", "\"guess\" is none of")]
    public async Task Settings_that_make_no_sense_are_refused_before_anything_starts(string setting, string words)
    {
        var data = RealCluster.NewDirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(data.Path, "actorkube.conf"), setting);

            var (exitCode, _, errors) = await ActorKubeProcess.RunAsync("up", "--data", data.Path, "--api-port", "0", "--pbm-port", "0");

            Assert.Equal(2, exitCode);
            Assert.Single(errors.TrimEnd().Split('\n'));
            Assert.Contains(words, errors, StringComparison.Ordinal);
            Assert.Contains("actorkube.conf", errors, StringComparison.Ordinal);
            Assert.False(File.Exists(data.ClusterFile));
        }
        finally
        {
            Directory.Delete(data.Path, recursive: true);
        }
    }

    [Fact]
    public async Task Chaos_kill_kills_the_named_process_and_knows_no_others()
    {
        await using var cluster = await RealCluster.UpAsync(null, "--workers", "2", "--no-repair");

        var (unknownCode, _, unknown) = await cluster.PbmAsync("worker-1", "chaos", "kill", "worker-9");
        Assert.Equal(1, unknownCode);
        Assert.Contains("worker-2", unknown, StringComparison.Ordinal);

        using var victim = cluster.Member("worker-2").Find()!;
        Assert.Equal(0, (await cluster.PbmAsync("worker-1", "chaos", "kill", "worker-2")).ExitCode);
        await victim.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Pbm_says_in_one_line_that_its_host_was_killed()
    {
        await using var cluster = await RealCluster.UpAsync(null, "--workers", "1", "--no-repair");
        var tail = cluster.PbmAsync("worker-1", "cluster", "tail");

        cluster.Kill("worker-1");

        var (exitCode, _, errors) = await tail.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(1, exitCode);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }
}
