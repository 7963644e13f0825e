using System.CommandLine;
using ActorKube.Launching;

namespace ActorKube.CommandLine;

/// <summary><c>actorkube down</c>: stops the cluster of a data directory, and leaves no process behind.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan LauncherGrace = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan ProcessGrace = TimeSpan.FromSeconds(10);

    internal static Command Create()
    {
        var command = new Command("down", "Stops a cluster.") { ClusterOptions.Data };
        command.SetAction((parsed, cancellation) => RunAsync(new DataDirectory(parsed.GetValue(ClusterOptions.Data)!), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DataDirectory directory, CancellationToken cancellation)
    {
        if (ClusterRecord.TryRead(directory) is not { } record)
        {
            Console.WriteLine($"no cluster runs in {directory.Path}");
            return ActorKubeCommand.Done;
        }
        // The launcher stops its own processes in good order; whoever outlived it is stopped here.
        await StopAsync([record.Launcher], LauncherGrace, cancellation);
        foreach (var role in (string[])[ClusterPlan.ControlPlaneRole, ClusterPlan.WorkerRole])
            await StopAsync(record.Processes.Where(process => process.Role == role), ProcessGrace, cancellation);
        File.Delete(directory.ClusterFile);
        Console.WriteLine($"stopped {record.Processes.Count} processes");
        return ActorKubeCommand.Done;
    }

    private static Task StopAsync(IEnumerable<ProcessRecord> records, TimeSpan grace, CancellationToken cancellation) =>
        Task.WhenAll(records.Select(async record =>
        {
            using var process = record.Find();
            if (process is null)
                return;
            Posix.Terminate(process);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(grace);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                process.Kill();
                await process.WaitForExitAsync(cancellation);
            }
        }));
}
