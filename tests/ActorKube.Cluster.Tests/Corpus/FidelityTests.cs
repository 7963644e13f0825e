using System.Text.Json.Nodes;
using ActorKube.Cluster.Tests.Kubectl;
using ActorKube.Cluster.Tests.Processes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Manifests;
using ActorKube.Model.Quantities;
using Xunit;
using Xunit.Abstractions;

namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>
/// The documentation's own examples come back from the cluster as they were applied, field by field; what is there besides is a default that upstream knows.
/// Applied again they are unchanged, and there is no difference to show.
/// </summary>
public sealed class FidelityTests(ITestOutputHelper output)
{
    /// <summary>Revisions of examples that are broken on purpose.</summary>
    private const string Broken = "_older-versions";

    /// <summary>
    /// What kubectl itself finds changed each time on any cluster: amounts that a cluster gives back in another form (1 as "1", 0.5 as 500m), tolerations, a
    /// list that it replaces whole while a cluster adds to it, and the claim templates of StatefulSets, likewise.
    /// </summary>
    private static readonly string[] FoundChanged =
    [
        "admin/resource/cpu-defaults.yaml", "pods/resource/extended-resource-pod.yaml", "pods/resource/extended-resource-pod-2.yaml",
        "pods/resource/cpu-request-limit.yaml", "pods/pod-with-toleration.yaml", "controllers/statefulset.yaml",
    ];

    /// <summary>Asks for RestartAllContainers, an action that came after the version whose rules are kept here; a cluster of the rules' own version refuses it, too.</summary>
    private const string NewerThanTheRules = "pods/restart-policy/restart-all-containers.yaml";

    [SkippableFact]
    public async Task What_was_applied_is_read_back_and_stays_unchanged()
    {
        Skip.If(CorpusFolder.Path is null, CorpusFolder.Missing);
        Skip.IfNot(Programs.Has("kubectl") && Programs.Has("diff"), "kubectl or diff is not on this machine");
        await using var cluster = await RealCluster.UpAsync(null, "--workers", "1");
        var root = Path.Combine(CorpusFolder.Path, "kubernetes-examples");
        var (kept, refused) = (0, 0);
        var faults = new List<string>();
        foreach (var file in Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(root, file);
            if (name.StartsWith(Broken, StringComparison.Ordinal) || name == NewerThanTheRules)
                continue;
            var before = faults.Count;
            if (await CheckAsync(cluster.Data.Kubeconfig, file, name, faults))
                kept++;
            else
                refused++;
            foreach (var fault in faults.Skip(before))
                output.WriteLine(fault);
        }
        output.WriteLine($"{kept} files read back as they were applied, {refused} refused as not emulated yet");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.InRange(kept, 40, int.MaxValue);
    }

    /// <summary>Applies a file in a namespace of its own; false if it asks for what isn't emulated yet.</summary>
    private static async Task<bool> CheckAsync(string kubeconfig, string file, string name, List<string> faults)
    {
        var manifests = ManifestReader.Read(await File.ReadAllTextAsync(file), name, KindCatalogue.BuiltIn).Manifests;
        var homes = manifests.Select(manifest => manifest.Key.Namespace).Where(home => home.Length > 0).Distinct().ToList();
        var own = $"f{Math.Abs(name.GetHashCode(StringComparison.Ordinal))}";
        foreach (var home in homes.Append(own))
            await Programs.RunAsync("kubectl", ["create", "namespace", home], kubeconfig);
        string[] where = homes.Count == 0 ? ["-n", own] : [];
        try
        {
            var (applied, answer) = await Programs.RunAsync("kubectl", ["apply", .. where, "-f", file], kubeconfig);
            if (applied != 0)
            {
                if (!answer.Contains("not emulated yet", StringComparison.Ordinal))
                    faults.Add($"{name}: {answer}");
                return false;
            }
            foreach (var manifest in manifests)
                await CompareAsync(kubeconfig, name, manifest, manifest.Key.Namespace.Length > 0 ? manifest.Key.Namespace : own, faults);
            var (_, again) = await Programs.RunAsync("kubectl", ["apply", .. where, "-f", file], kubeconfig);
            faults.AddRange(again.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !FoundChanged.Contains(name) && !line.EndsWith(" unchanged", StringComparison.Ordinal)).Select(line => $"{name}: {line}"));
            var (different, difference) = await Programs.RunAsync("kubectl", ["diff", .. where, "-f", file], kubeconfig);
            if (different != 0)
                faults.Add($"{name}: {difference}");
            return true;
        }
        finally
        {
            await Programs.RunAsync("kubectl", ["delete", .. where, "-f", file, "--wait=false"], kubeconfig);
        }
    }

    private static async Task CompareAsync(string kubeconfig, string name, Manifest manifest, string home, List<string> faults)
    {
        var kind = manifest.Key.Kind;
        var (_, text) = await Programs.RunAsync(
            "kubectl", ["get", kind.Group.Length == 0 ? kind.Plural : $"{kind.Plural}.{kind.Version}.{kind.Group}", manifest.Key.Name, "-n", home, "-o", "json"], kubeconfig);
        if (!text.StartsWith('{'))
        {
            faults.Add($"{name}: {text}");
            return;
        }
        Compare(manifest.Object.ToTree(), JsonNode.Parse(text), "", fault => faults.Add($"{name}: {manifest.Key}: {fault}"));
    }

    /// <summary>Everything that was applied is there with the same value; what is there besides must be a default.</summary>
    private static void Compare(JsonNode? applied, JsonNode? live, string path, Action<string> report)
    {
        switch (applied, live)
        {
            case (JsonObject wanted, JsonObject present):
                foreach (var (field, value) in wanted)
                    if (value is not null)
                        Compare(value, present[field], $"{path}.{field}", report);
                foreach (var (field, value) in present)
                    if (!wanted.ContainsKey(field))
                        UpstreamDefaults.Check($"{path}.{field}", value, report);
                break;
            case (JsonArray wanted, JsonArray present) when wanted.Count <= present.Count:
                for (var index = 0; index < wanted.Count; index++)
                    Compare(wanted[index], present[index], $"{path}[]", report);
                for (var index = wanted.Count; index < present.Count; index++)
                    UpstreamDefaults.Check($"{path}[]", present[index], report);
                break;
            default:
                if (!Same(applied, live))
                    report($"{path} was applied as {applied?.ToJsonString()} and is {live?.ToJsonString() ?? "missing"}");
                break;
        }
    }

    private static bool Same(JsonNode? applied, JsonNode? live) => JsonNode.DeepEquals(applied, live)
        || (Quantity.TryParse(applied?.ToString() ?? "", out var one) && Quantity.TryParse(live?.ToString() ?? "", out var other) && one.Equals(other));
}
