using System.Text;
using ActorKube.Cluster.Tests.InProcess;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using Xunit;

namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>A cluster whose workers run real processes. What a process does takes real time, so its clock runs only a little faster.</summary>
public sealed class ProcessCorpusCluster : IAsyncLifetime
{
    /// <summary>Emulated seconds a real second.</summary>
    internal const double TimeScale = 4;

    private Task<InProcessCluster>? _cluster;

    /// <summary>True if the machine permits containers a private view of its files; known once the cluster runs.</summary>
    internal bool HasOwnFiles { get; private set; }

    internal Task<InProcessCluster> GetAsync() => _cluster ??= StartAsync();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
            await (await _cluster).DisposeAsync();
    }

    private async Task<InProcessCluster> StartAsync()
    {
        var cluster = await InProcessCluster.StartAsync(["worker1", "worker2", "worker3"], TimeScale, "process");
        var asked = ResourceKey.Pod("default", "asked");
        await cluster.MustAsync(new CreateObject(asked, Encoding.UTF8.GetBytes(
            """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"asked"},"spec":{"runtimeClassName":"process","restartPolicy":"Never","containers":[{"name":"c","image":"none","command":["true"]}]}}""")));
        var objects = await cluster.EventuallyAsync(objects => objects.Any(item => item.Key == asked && item.Pod.IsTerminal), "a process has run");
        HasOwnFiles = !objects.Any(item => item.Key.Kind == KindCatalogue.Event && item.ToTree()["reason"]?.GetValue<string>() == "RuntimeNotIsolated");
        return cluster;
    }
}
