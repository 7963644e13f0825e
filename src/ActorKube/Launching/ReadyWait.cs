using ActorKube.CommandLine;

namespace ActorKube.Launching;

/// <summary>Waits until every node of a cluster that was just started is Ready.</summary>
internal static class ReadyWait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <exception cref="CommandFailedException">It took too long; the message says how far it got and where the logs are.</exception>
    internal static async Task ForAsync(Launcher launcher, ClusterPlan plan, DataDirectory directory, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var ready = 0;
        try
        {
            using var cluster = new ClusterClient(() => launcher.Processes);
            await foreach (var nodes in cluster.NodesAsync(patience.Token))
            {
                ready = nodes.Count(node => node.IsReady);
                if (ready >= plan.Nodes)
                    return;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandFailedException($"the cluster is not ready after {Patience.TotalSeconds:0} s: {ready} of {plan.Nodes} nodes Ready; see {directory.Logs}");
        }
    }
}
