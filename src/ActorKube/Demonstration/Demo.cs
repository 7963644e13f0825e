using System.Diagnostics;
using ActorKube.CommandLine;
using ActorKube.Launching;

namespace ActorKube.Demonstration;

/// <summary>
/// The main job in one go, in a directory of its own that is gone afterwards: a control plane and three workers, an application, a worker killed
/// with SIGKILL, and the timeline of what happened next. It succeeds only if every pod runs again on a live node and the worker is back.
/// </summary>
internal static class Demo
{
    private static readonly TimeSpan DeployPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RecoveryPatience = TimeSpan.FromSeconds(60);

    internal static async Task<bool> RunAsync(TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        var plan = new ClusterPlan { PbmPort = 0, ApiPort = 0 };
        var directory = new DataDirectory(Path.Combine(Path.GetTempPath(), $"actorkube-demo-{Environment.ProcessId}"));
        var succeeded = false;
        try
        {
            await using var launcher = Launcher.Start(plan, directory, detached: false, time, _ => { });
            foreach (var process in launcher.Processes)
                await output.WriteLineAsync($"started {process.Name} as process {process.Pid}");
            await ReadyWait.ForAsync(launcher, plan, directory, cancellation);
            await output.WriteLineAsync($"{plan.Nodes} nodes Ready");
            using var cluster = new ClusterClient(() => launcher.Processes);
            succeeded = await DeployAndKillAsync(launcher, cluster, output, time, cancellation);
            await output.WriteLineAsync("stopping");
        }
        finally
        {
            if (succeeded)
                Directory.Delete(directory.Path, recursive: true);
            else if (Directory.Exists(directory.Path))
                await output.WriteLineAsync($"logs are kept in {directory.Logs}");
        }
        return succeeded;
    }

    private static async Task<bool> DeployAndKillAsync(
        Launcher launcher, ClusterClient cluster, TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        var sample = Path.Combine(AppContext.BaseDirectory, "deploy", "samples", "web.yaml");
        foreach (var line in await cluster.ApplyAsync(sample, cancellation))
            await output.WriteLineAsync(line);
        var pods = await WaitForPodsAsync(cluster, cancellation);
        var victimNode = pods.GroupBy(pod => pod.Node)
            .OrderByDescending(node => node.Count()).ThenByDescending(node => node.Any(pod => pod.Name == "notebook")).First().Key;
        var victim = launcher.Processes.Single(process => process.Name == victimNode);
        await output.WriteLineAsync($"{pods.Count} pods running: {string.Join(", ", pods.GroupBy(pod => pod.Node).OrderBy(node => node.Key).Select(node => $"{node.Count()} on {node.Key}"))}");

        using (var process = Process.GetProcessById(victim.Pid))
            process.Kill();
        var recovery = new Recovery(victim, pods, time.GetTimestamp(), time);
        await output.WriteLineAsync();
        await output.WriteLineAsync(recovery.Killed);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(RecoveryPatience);
        try
        {
            await foreach (var nodes in cluster.NodesAsync(patience.Token))
            {
                foreach (var line in recovery.Observe(nodes, await cluster.PodsAsync(patience.Token)))
                    await output.WriteLineAsync(line);
                if (recovery.IsComplete)
                    break;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await output.WriteLineAsync($"not recovered within {RecoveryPatience.TotalSeconds:0} s: {recovery.Missing}");
            return false;
        }
        await output.WriteLineAsync();
        await output.WriteLineAsync($"recovered: all {pods.Count} pods ran again {recovery.PodsRecoveredAfter.TotalSeconds:0.0} s after the kill");
        return true;
    }

    private static async Task<IReadOnlyList<PodState>> WaitForPodsAsync(ClusterClient cluster, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(DeployPatience);
        IReadOnlyList<PodState> pods = [];
        try
        {
            await foreach (var _ in cluster.NodesAsync(patience.Token))
            {
                pods = await cluster.PodsAsync(patience.Token);
                if (pods.Count == Recovery.PodsWanted && pods.All(pod => pod.IsRunningReady))
                    return pods;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
        }
        throw new CommandFailedException(
            $"only {pods.Count(pod => pod.IsRunningReady)} of {Recovery.PodsWanted} pods run after {DeployPatience.TotalSeconds:0} s");
    }
}
