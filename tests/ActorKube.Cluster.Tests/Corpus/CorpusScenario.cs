using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Cluster.Tests.InProcess;
using ActorKube.Model.Kinds;
using ActorKube.Model.Manifests;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Unattended;
using Xunit.Sdk;

namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>Plays one row on a clean cluster.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="row">The row.</param>
/// <param name="runtimeClass">The runtime class that its pods get; empty for what the manifest says.</param>
internal sealed class CorpusScenario(InProcessCluster cluster, CorpusRow row, string runtimeClass = "")
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Upper bounds are generous, and a loaded machine is slow: never less than this in real time.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(20);

    /// <summary>Runs the row. Returns why it is not covered yet, or null if it behaved as expected.</summary>
    /// <exception cref="XunitException">It behaved otherwise.</exception>
    internal async Task<string?> RunAsync()
    {
        await cluster.CleanAsync();
        foreach (var prerequisite in row.Prerequisites)
            if (await PrepareAsync(prerequisite) is { } reason)
                return reason;
        var refusal = await ApplyAsync(row.File);
        if (refusal is not null && refusal.Contains("not emulated yet", StringComparison.Ordinal))
            return refusal;
        if (row.Then.Length > 0)
        {
            if (refusal is not null)
                throw new XunitException($"the apply was refused: {refusal}");
            await SettleAsync();
            refusal = await ThenAsync();
        }
        var rejection = CorpusCheck.Assertions(row.Expected).FirstOrDefault(assertion => assertion.Kind == "rejected");
        if (rejection is not null)
        {
            CheckRejected(rejection, refusal);
            return null;
        }
        if (refusal is not null)
            throw new XunitException($"refused: {refusal}");
        await CheckAsync();
        return null;
    }

    private async Task CheckAsync()
    {
        var began = cluster.Now;
        var real = TimeProvider.System.GetTimestamp();
        var held = false;
        string? failure = null;
        while (true)
        {
            var elapsed = (cluster.Now - began).TotalSeconds;
            var objects = await cluster.ObjectsAsync();
            failure = new CorpusCheck(objects, await CorpusOutput.ReadAsync(cluster, objects, row.Expected)).FirstFailure(row.Expected);
            if (failure is null && elapsed < row.Window.NotBefore)
                throw new XunitException($"holds too early, after {elapsed:0} s: {row.Expected}");
            if (failure is null && !row.Window.Hold && !row.Window.At)
                return;
            if (held && failure is not null && row.Window.Hold)
                throw new XunitException($"held, but not any more after {elapsed:0} s: {failure}");
            held |= failure is null;
            if (elapsed >= row.Window.By && (row.Window.At || (row.Window.Hold && held) || TimeProvider.System.GetElapsedTime(real) >= LeastPatience))
                break;
            await Task.Delay(BetweenLooks);
        }
        if (failure is not null)
            throw new XunitException($"not within {row.Window.By} s: {failure}");
    }

    /// <summary>Waits until every pod runs, has ended, or can't be scheduled.</summary>
    private async Task SettleAsync()
    {
        var real = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(real) < LeastPatience)
        {
            var objects = await cluster.ObjectsAsync();
            var pods = objects.Where(item => item.Key.Kind == KindCatalogue.Pod).ToList();
            var wanted = objects.Where(item => item.Key.Kind == KindCatalogue.ReplicaSet).Sum(item => item.ToTree()["spec"]?["replicas"]?.GetValue<int>() ?? 0);
            var pending = objects.Any(item => item.Key.Kind == KindCatalogue.Deployment) && wanted == 0;
            if (!pending && pods.Count >= wanted && pods.All(pod => pod.Pod.IsReady || pod.Pod.IsTerminal || IsUnschedulable(pod)))
                return;
            await Task.Delay(BetweenLooks);
        }
    }

    private static bool IsUnschedulable(ApiObject pod) => Encoding.UTF8.GetString(pod.Json.Span) is var json
        && (json.Contains("\"Unschedulable\"", StringComparison.Ordinal) || json.Contains("\"SchedulingGated\"", StringComparison.Ordinal));

    private static void CheckRejected(CorpusAssertion expected, string? refusal)
    {
        if (refusal is null)
            throw new XunitException("accepted, but it should be rejected");
        foreach (var check in expected.Checks)
        {
            var holds = check.Name == "code" ? refusal.Contains($"({check.Value})", StringComparison.Ordinal) : refusal.Contains(check.Value, StringComparison.Ordinal);
            if (!holds)
                throw new XunitException($"rejected, but without {check}: {refusal}");
        }
    }

    private async Task<string?> PrepareAsync(string prerequisite)
    {
        var parts = prerequisite.Split(':', 2);
        switch (parts[0])
        {
            case "no-egress":
                // Containers reach nothing beyond this machine.
                return null;
            case "ns":
                await cluster.MustAsync(new CreateObject(new ResourceKey(KindCatalogue.Namespace, "", parts[1]), Json($$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{parts[1]}}}"}}""")));
                return null;
            case "node-label":
                var (node, key, value) = (parts[1].Split(':')[0], parts[1].Split(':')[1].Split('=')[0], parts[1].Split('=')[1]);
                await PatchNodeAsync(node, new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [key] = value } } });
                return null;
            case "node-taint":
                var taint = parts[1].Split(':');
                var wanted = new JsonObject { ["key"] = taint[1].Split('=')[0], ["value"] = taint[1].Split('=')[1], ["effect"] = taint[2] };
                foreach (var name in taint[0] == "*" ? cluster.NodeNames : [taint[0]])
                    await PatchNodeAsync(name, new JsonObject { ["spec"] = new JsonObject { ["taints"] = new JsonArray(wanted.DeepClone()) } });
                return null;
            case "node-cordoned" when cluster.NodeNames.Contains(parts[1]):
                await PatchNodeAsync(parts[1], new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = true } });
                return null;
            case "node-capacity":
                var (target, resource) = (parts[1].Split(':')[0], parts[1].Split(':')[1].Split('='));
                var capacity = new JsonObject { [resource[0]] = resource[1] };
                await PatchNodeAsync(target, new JsonObject { ["status"] = new JsonObject { ["capacity"] = capacity, ["allocatable"] = capacity.DeepClone() } }, Subresource.Status);
                return null;
            case "configmap" or "secret":
                var (isSecret, source) = (parts[0] == "secret", parts[1].Split(':', 2));
                var data = new JsonObject(source[1].Split(',').Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (JsonNode?)pair[1])));
                var kind = isSecret ? KindCatalogue.Secret : KindCatalogue.ConfigMap;
                var made = new JsonObject { ["apiVersion"] = "v1", ["kind"] = kind.Kind, ["metadata"] = new JsonObject { ["name"] = source[0], ["namespace"] = "default" }, [isSecret ? "stringData" : "data"] = data };
                await cluster.MustAsync(new CreateObject(new ResourceKey(kind, "default", source[0]), Encoding.UTF8.GetBytes(made.ToJsonString())));
                return null;
            case "corpus":
                return await ApplyAsync(parts[1].Split(' ')[0]) is { } refusal ? refusal : await SettledAsync();
            case "helper-pod":
                var helper = parts[1].Split('@')[0].Split(':');
                var qualified = helper[0].Split('/');
                var (helperNamespace, helperName) = qualified.Length == 2 ? (qualified[0], qualified[1]) : ("default", qualified[0]);
                var label = helper[1].Split('=');
                var pod = new JsonObject
                {
                    ["apiVersion"] = "v1", ["kind"] = "Pod",
                    ["metadata"] = new JsonObject { ["name"] = helperName, ["namespace"] = helperNamespace, ["labels"] = new JsonObject { [label[0]] = label[1] } },
                    ["spec"] = new JsonObject
                    {
                        ["nodeName"] = parts[1].Split('@')[1],
                        ["containers"] = new JsonArray(new JsonObject { ["name"] = "pause", ["image"] = "registry.k8s.io/pause:3.10" }),
                    },
                };
                await cluster.MustAsync(new CreateObject(ResourceKey.Pod(helperNamespace, helperName), Encoding.UTF8.GetBytes(pod.ToJsonString())));
                return await SettledAsync();
            default:
                return $"prerequisite {prerequisite} needs what a later issue brings";
        }
    }

    private async Task<string?> SettledAsync()
    {
        await SettleAsync();
        return null;
    }

    private async Task<string?> ThenAsync()
    {
        var words = row.Then.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words[1], words[2])
        {
            case ("apply", _):
                return await ApplyAsync(words[3]);
            case ("delete", "pod"):
                var pod = words[3].StartsWith('(') ? await AnyPodAsync() : ResourceKey.Pod("default", words[3]);
                await cluster.MustAsync(new DeleteObject(pod));
                return null;
            case ("delete", "replicaset"):
                var cascade = row.Then.Contains("orphan", StringComparison.Ordinal) ? Propagation.Orphan
                    : row.Then.Contains("foreground", StringComparison.Ordinal) ? Propagation.Foreground : Propagation.Background;
                await cluster.MustAsync(new DeleteObject(new ResourceKey(KindCatalogue.ReplicaSet, "default", words[3]), null, cascade));
                return null;
            case ("scale", _):
                await PatchAsync(Deployment(words[2]), new JsonObject { ["spec"] = new JsonObject { ["replicas"] = int.Parse(words[3].Split('=')[1], System.Globalization.CultureInfo.InvariantCulture) } });
                return null;
            case ("set", "image"):
                var (container, image) = (words[4].Split('=')[0], words[4].Split('=')[1]);
                var deployment = (await cluster.ObjectsAsync()).Single(item => item.Key == Deployment(words[3])).ToTree();
                foreach (var item in deployment["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Where(item => item!["name"]!.GetValue<string>() == container))
                    item!["image"] = image;
                await cluster.MustAsync(new ReplaceObject(Deployment(words[3]), Encoding.UTF8.GetBytes(deployment.ToJsonString())));
                return null;
            case ("label", "node"):
                var label = words[4];
                var (labelKey, labelValue) = label.EndsWith('-') ? (label[..^1], null) : (label.Split('=')[0], label.Split('=')[1]);
                await PatchNodeAsync(words[3], new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [labelKey] = labelValue } } });
                return null;
            case ("label", "pod"):
                await PatchAsync(await AnyPodAsync(), new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["tier"] = "other" } } });
                return null;
            default:
                throw new InvalidOperationException($"cannot do \"{row.Then}\"");
        }
    }

    private static ResourceKey Deployment(string argument) => new(KindCatalogue.Deployment, "default", argument.Split('/')[^1]);

    private async Task<ResourceKey> AnyPodAsync() => (await cluster.ObjectsAsync()).First(item => item.Key.Kind == KindCatalogue.Pod).Key;

    private Task PatchNodeAsync(string node, JsonObject patch, Subresource subresource = Subresource.None) => PatchAsync(ResourceKey.Node(node), patch, subresource);

    private Task PatchAsync(ResourceKey key, JsonObject patch, Subresource subresource = Subresource.None) =>
        cluster.MustAsync(new PatchObject(key, PatchType.Merge, Encoding.UTF8.GetBytes(patch.ToJsonString()), subresource));

    /// <summary>Applies a file of the corpus; returns the first refusal.</summary>
    private async Task<string?> ApplyAsync(string file)
    {
        var reading = ManifestReader.Read(CorpusFolder.Manifest(file), file, KindCatalogue.BuiltIn);
        if (!reading.IsSound)
            return $"not emulated yet: {reading.Faults[0]}";
        if (reading.Manifests.Select(manifest => UnattendedKinds.WhatIsMissing(manifest.Key.Kind)).FirstOrDefault(missing => missing is not null) is { } unattended)
            return $"not emulated yet: it {unattended}";
        foreach (var manifest in reading.Manifests)
        {
            var key = manifest.Key.Kind.Namespaced && manifest.Key.Namespace.Length == 0 ? manifest.Key with { Namespace = "default" } : manifest.Key;
            var result = await cluster.SubmitAsync(new ApplyObject(key, Classed(manifest.Object)));
            if (result.Refusal is { } refusal)
                return refusal.ToString();
        }
        return null;
    }

    private ReadOnlyMemory<byte> Classed(ApiObject item)
    {
        if (runtimeClass.Length == 0)
            return item.Json;
        var tree = item.ToTree();
        foreach (var spec in CorpusPods.SpecsOf(tree))
            spec["runtimeClassName"] = runtimeClass;
        return Json(tree.ToJsonString());
    }

    private static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);
}
