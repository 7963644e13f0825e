using Xunit;

namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>
/// The documentation's examples that run nothing but a shell and the usual programs have the same outcome when their containers are real processes. A row that can't run so
/// is listed as skipped, with the reason.
/// </summary>
[Collection("corpus")]
public sealed class ProcessCorpusTests(ProcessCorpusCluster cluster) : IClassFixture<ProcessCorpusCluster>
{
    /// <summary>How many rows ran when this was written.</summary>
    private const int RowsCovered = 23;

    public static TheoryData<string> Rows => CorpusTests.Rows;

    [SkippableTheory, MemberData(nameof(Rows))]
    public async Task A_manifest_of_shell_scripts_behaves_as_expected_in_real_processes(string name)
    {
        Skip.If(name.Length == 0, CorpusFolder.Missing);
        Skip.IfNot(OperatingSystem.IsLinux(), "process containers need Linux");
        var row = CorpusRow.ReadAll().Single(row => row.Name == name);
        var reason = ProcessCoverage.NotHere(row, ProcessCorpusCluster.TimeScale);
        Skip.If(reason is not null, $"not in real processes: {reason}");
        var running = await cluster.GetAsync();
        Skip.If(ProcessCoverage.NeedsOwnFiles(row) && !cluster.HasOwnFiles, "this machine permits no private view of its files, and the row writes to its own");
        Assert.Null(await new CorpusScenario(running, row, "process").RunAsync());
    }

    [SkippableFact]
    public void What_is_covered_does_not_shrink()
    {
        Skip.If(CorpusFolder.Path is null, CorpusFolder.Missing);
        Assert.InRange(CorpusRow.ReadAll().Count(row => ProcessCoverage.NotHere(row, ProcessCorpusCluster.TimeScale) is null), RowsCovered, int.MaxValue);
    }
}
