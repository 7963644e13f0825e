using ActorKube.Cluster.Tests.Processes;
using Xunit;
using Xunit.Abstractions;

namespace ActorKube.Cluster.Tests.Kubectl;

/// <summary>Clients that other people wrote, unmodified, against a cluster of real processes: they get the kubeconfig that <c>up</c> writes, and nothing else.</summary>
public sealed class ClientTests(ITestOutputHelper output)
{
    private static readonly TimeSpan ScriptPatience = TimeSpan.FromMinutes(8);

    [SkippableFact]
    public async Task Stock_kubectl_works_verb_by_verb()
    {
        Skip.IfNot(Programs.Has("kubectl") && Programs.Has("bash") && Programs.Has("curl"), "kubectl, bash or curl is not on this machine");
        await using var cluster = await RealCluster.UpAsync(null, "--workers", "2");
        var script = Path.Combine(AppContext.BaseDirectory, "Kubectl", "kubectl.sh");
        var (exitCode, verdicts) = await Programs.RunAsync("bash", [script], cluster.Data.Kubeconfig, patience: ScriptPatience);
        output.WriteLine(verdicts);
        Assert.True(exitCode == 0, verdicts);
    }

    [SkippableFact]
    public async Task The_JavaScript_clients_informer_follows_a_cluster()
    {
        Skip.IfNot(Programs.Has("node") && Programs.Has("npm"), "node or npm is not on this machine");
        await using var cluster = await RealCluster.UpAsync(null, "--workers", "1");
        var folder = Path.Combine(cluster.Data.Path, "javascript");
        Directory.CreateDirectory(folder);
        foreach (var file in (string[])["package.json", "informer.js"])
            File.Copy(Path.Combine(AppContext.BaseDirectory, "JavaScript", file), Path.Combine(folder, file));
        var (installed, log) = await Programs.RunAsync("npm", ["install", "--no-audit", "--no-fund"], cluster.Data.Kubeconfig, folder);
        Skip.If(installed != 0, $"npm can't install the client here: {log}");
        var (exitCode, seen) = await Programs.RunAsync("node", ["informer.js"], cluster.Data.Kubeconfig, folder);
        Assert.True(exitCode == 0, seen);
    }
}
