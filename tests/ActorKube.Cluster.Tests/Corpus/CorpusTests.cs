using Xunit;

namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>
/// The documentation's own examples behave as Kubernetes makes them behave. A row that needs what later issues bring is listed as skipped, with the reason.
/// </summary>
[Collection("corpus")]
public sealed class CorpusTests(CorpusCluster cluster) : IClassFixture<CorpusCluster>
{
    /// <summary>How many rows ran when this was written: fewer would mean that something that worked is refused now.</summary>
    private const int RowsCovered = 134;

    public static TheoryData<string> Rows => [.. CorpusFolder.Path is null ? [""] : CorpusRow.ReadAll().Select(row => row.Name)];

    [SkippableTheory, MemberData(nameof(Rows))]
    public async Task A_manifest_behaves_as_expected(string name)
    {
        Skip.If(name.Length == 0, CorpusFolder.Missing);
        var row = CorpusRow.ReadAll().Single(row => row.Name == name);
        var reason = CorpusCoverage.NotYet(row) ?? await new CorpusScenario(await cluster.GetAsync(), row).RunAsync();
        Skip.If(reason is not null, $"not yet covered: {reason}");
    }

    [SkippableFact]
    public void What_is_covered_does_not_shrink()
    {
        Skip.If(CorpusFolder.Path is null, CorpusFolder.Missing);
        Assert.InRange(CorpusRow.ReadAll().Count(row => CorpusCoverage.NotYet(row) is null), RowsCovered, int.MaxValue);
    }
}
