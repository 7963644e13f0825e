using System.Runtime.CompilerServices;
using ActorKube.CommandLine;
using ActorKube.Palettes.Client;

namespace ActorKube.Launching;

/// <summary>
/// What the launcher's commands ask of a cluster, through the same palettes as everyone: of the first process that answers, control planes first.
/// A process that is dead or just starting is passed over, and everything is asked again.
/// </summary>
internal sealed class ClusterClient(Func<IReadOnlyList<ProcessRecord>> processes) : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<int, PaletteClient> _clients = [];

    /// <summary>The nodes, again and again, each time anew; ends only by cancellation or by the caller.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<NodeState>> NodesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var rows = await RowsAsync(new PaletteRequest("node", "list"), cancellation);
            yield return [.. rows.Select(row => new NodeState(row["NAME"], row["STATUS"]))];
            await Task.Delay(BetweenLooks, cancellation);
        }
    }

    /// <summary>The pods of all namespaces.</summary>
    internal async Task<IReadOnlyList<PodState>> PodsAsync(CancellationToken cancellation)
    {
        var rows = await RowsAsync(new PaletteRequest("pod", "list").With("--all-namespaces"), cancellation);
        return [.. rows.Select(row => new PodState(row["NAMESPACE"], row["NAME"], row["READY"], row["STATUS"], row["RESTARTS"], row["NODE"]))];
    }

    /// <summary>Applies a manifest, and returns what was said of each object.</summary>
    /// <exception cref="CommandFailedException">It was refused.</exception>
    internal async Task<IReadOnlyList<string>> ApplyAsync(string file, CancellationToken cancellation)
    {
        var request = new PaletteRequest("deploy", "apply").WithFile("--filename", Path.GetFileName(file), await File.ReadAllBytesAsync(file, cancellation));
        var result = await ExecuteAsync(request, cancellation);
        return result.IsDone ? result.Lines : throw new CommandFailedException(result.Error);
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> RowsAsync(PaletteRequest request, CancellationToken cancellation) =>
        [.. (await ExecuteAsync(request, cancellation)).Rows];

    /// <summary>Runs a command that only reads, or may be repeated, until a process answers it.</summary>
    private async Task<PaletteResult> ExecuteAsync(PaletteRequest request, CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var port in processes().Select(process => process.PbmPort))
                if (await TryAsync(port, request, cancellation) is { } result)
                    return result;
            await Task.Delay(BetweenLooks, cancellation);
        }
    }

    private async Task<PaletteResult?> TryAsync(int port, PaletteRequest request, CancellationToken cancellation)
    {
        if (!_clients.TryGetValue(port, out var client))
            _clients[port] = client = PaletteClient.For($"127.0.0.1:{port}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(AnswerPatience);
        try
        {
            var result = await client.ExecuteAsync(request, patience.Token);
            return result.IsDone || request.Palette == "deploy" ? result : null;
        }
        catch (Exception error) when (error is PaletteHostException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
