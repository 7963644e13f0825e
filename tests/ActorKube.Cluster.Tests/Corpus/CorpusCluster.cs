using ActorKube.Cluster.Tests.InProcess;
using Xunit;

namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>The corpus' reference cluster: three workers of 4 CPU and 8Gi. Started with the first row that needs it.</summary>
public sealed class CorpusCluster : IAsyncLifetime
{
    /// <summary>Emulated seconds a real second: the rows wait for up to two minutes.</summary>
    private const double TimeScale = 10;

    private Task<InProcessCluster>? _cluster;

    internal Task<InProcessCluster> GetAsync() => _cluster ??= InProcessCluster.StartAsync(["worker1", "worker2", "worker3"], TimeScale);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
            await (await _cluster).DisposeAsync();
    }
}
