namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>The corpus of real manifests that stands beside a checkout of the team's; a stranger's clone has none, and its tests are skipped.</summary>
internal static class CorpusFolder
{
    internal const string Missing = "the corpus (../shared/corpus) is not beside this checkout";

    internal static string? Path { get; } = Find();

    internal static string Manifest(string file) => File.ReadAllText(System.IO.Path.Combine(Path!, "kubernetes-examples", file));

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(System.IO.Path.Combine(folder.FullName, "shared", "corpus")))
                return System.IO.Path.Combine(folder.FullName, "shared", "corpus");
        return null;
    }
}
