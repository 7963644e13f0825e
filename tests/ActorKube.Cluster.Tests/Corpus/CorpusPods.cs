using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Manifests;

namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>The pods in manifests of the corpus.</summary>
internal static class CorpusPods
{
    /// <summary>The specs of the pods in a file, of templates too.</summary>
    internal static IReadOnlyList<JsonObject> SpecsIn(string file) =>
        [.. ManifestReader.Read(CorpusFolder.Manifest(file), file, KindCatalogue.BuiltIn).Manifests.SelectMany(manifest => SpecsOf(manifest.Object.ToTree()))];

    /// <summary>The specs of pods in an object: its own, if it is a pod, or its template's.</summary>
    internal static IEnumerable<JsonObject> SpecsOf(JsonObject tree)
    {
        if (tree["spec"] is JsonObject own && own["containers"] is JsonArray)
            yield return own;
        if (tree["spec"]?["template"]?["spec"] is JsonObject template)
            yield return template;
    }

    /// <summary>All containers of a pod.</summary>
    internal static IEnumerable<JsonObject> ContainersOf(JsonObject spec) =>
        new[] { "initContainers", "containers" }.SelectMany(list => spec[list]?.AsArray() ?? []).OfType<JsonObject>();

    /// <summary>The words of a container's command, without its arguments; none if its image decides.</summary>
    internal static IReadOnlyList<string> CommandOf(JsonObject container) => Words(container, "command");

    /// <summary>All words that a container runs.</summary>
    internal static IReadOnlyList<string> WordsOf(JsonObject container) => [.. Words(container, "command"), .. Words(container, "args")];

    private static List<string> Words(JsonObject container, string field) => [.. (container[field]?.AsArray() ?? []).Select(word => word!.GetValue<string>())];
}
