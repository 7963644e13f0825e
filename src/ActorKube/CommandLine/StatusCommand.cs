using System.CommandLine;
using System.Text.Json;
using ActorKube.Launching;

namespace ActorKube.CommandLine;

/// <summary><c>actorkube status</c>: the processes and nodes of a data directory; exit code 0 only if all are well.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print the same as data." };
        var command = new Command("status", "Shows the processes and nodes of a cluster.") { ClusterOptions.Data, json };
        command.SetAction((parsed, cancellation) =>
            RunAsync(new DataDirectory(parsed.GetValue(ClusterOptions.Data)!), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DataDirectory directory, bool asJson, CancellationToken cancellation)
    {
        if (ClusterRecord.TryRead(directory) is not { } record)
            throw new CommandFailedException($"no cluster runs in {directory.Path}. Start one with `actorkube up --data {directory.Path}`.");
        var processes = record.Processes.Select(process => new ProcessState(
            process.Name, process.Role, process.IsAlive() ? "running" : "dead", process.Pid, process.RemotePort, process.PbmPort)).ToList();
        var nodes = await NodesAsync(record, cancellation);
        var well = processes.All(process => process.State == "running") && nodes.Count(node => node.IsReady) >= record.Nodes;
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { ready = well, launcher = record.Launcher.IsAlive() ? record.Launcher.Pid : (int?)null, record.Detached, processes, nodes }, Json));
            return well ? ActorKubeCommand.Done : ActorKubeCommand.Failed;
        }
        foreach (var process in processes)
            Console.WriteLine($"{process.Role,-14} {process.Name,-18} {process.State,-8} pid {process.Pid,-8} remote 127.0.0.1:{process.RemotePort,-6} pbm 127.0.0.1:{process.PbmPort}");
        foreach (var node in nodes)
            Console.WriteLine($"{"node",-14} {node.Name,-18} {node.Status}");
        Console.WriteLine(well ? UpCommand.ReadyLine : $"not ready: {nodes.Count(node => node.IsReady)} of {record.Nodes} nodes Ready");
        return well ? ActorKubeCommand.Done : ActorKubeCommand.Failed;
    }

    private static async Task<IReadOnlyList<NodeState>> NodesAsync(ClusterRecord record, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var cluster = new ClusterClient(() => [.. record.Processes.Where(process => process.IsAlive())]);
            await foreach (var nodes in cluster.NodesAsync(patience.Token))
                return nodes;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
        }
        return [];
    }

    private sealed record ProcessState(string Name, string Role, string State, int Pid, int RemotePort, int PbmPort);
}
