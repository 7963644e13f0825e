using System.Text.Json;
using ActorKube.Model.Json;
using ActorKube.Model.Kinds;
using ActorKube.Model.Manifests;
using k8s;
using k8s.Models;
using Xunit;

namespace ActorKube.Model.Tests.Manifests;

/// <summary>
/// The example manifests of the Kubernetes documentation (CC BY 4.0), read in place from a <c>shared/corpus</c> beside or above the
/// checkout; skipped if it isn't there.
/// </summary>
public sealed class CorpusTests
{
    private const string Missing = "(none)";

    private static readonly string? Corpus = FindCorpus();

    public static TheoryData<string> Files => Corpus is null
        ? new(Missing)
        : new(Directory.EnumerateFiles(Corpus, "*.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Corpus, file)).Order(StringComparer.Ordinal));

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Every_example_of_the_documentation_is_read_as_the_typed_client_reads_it(string file)
    {
        Skip.If(file == Missing, "there is no shared/corpus above this checkout, so the documentation's examples were not read");
        var text = File.ReadAllText(Path.Combine(Corpus!, file));
        var reading = ManifestReader.Read(text, file, KindCatalogue.BuiltIn);

        if (file.Contains("020bdd48", StringComparison.Ordinal))
        {
            Assert.Equal($"{file}:1: apiVersion not set", Assert.Single(reading.Faults).ToString());
            return;
        }
        Assert.True(reading.IsSound, string.Join('\n', reading.Faults));
        Assert.NotEmpty(reading.Manifests);
        if (!file.Contains("_older-versions", StringComparison.Ordinal))
            Assert.Equal(TypedFromYaml(text), reading.Manifests.Select(TypedFromOurs));
    }

    private static IEnumerable<string> TypedFromYaml(string text) =>
        KubernetesYaml.LoadAllFromString(text).Select(model => KubernetesJson.Serialize(model));

    private static string TypedFromOurs(Manifest manifest) =>
        KubernetesJson.Serialize(JsonSerializer.Deserialize(manifest.Object.Json.Span, manifest.Key.Kind.ModelType, CanonicalJson.Options)!);

    private static string? FindCorpus()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var corpus = Path.Combine(folder.FullName, "shared", "corpus", "kubernetes-examples");
            if (Directory.Exists(corpus))
                return corpus;
        }
        return null;
    }
}
