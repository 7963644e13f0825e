namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>Which rows' containers can be real processes of any Debian machine, and why others can't.</summary>
internal static class ProcessCoverage
{
    /// <summary>Real seconds that a row may take.</summary>
    private const int Longest = 60;

    private static readonly string[] Programs = ["sh", "bash", "sleep", "echo", "env", "printenv", "cat", "ls", "date", "true", "false", "touch", "tail", "hostname"];

    private static readonly string[] AskOthers = ["wget", "curl", "nslookup", "ping", "nc "];

    /// <summary>Why a row is left out; null if it runs.</summary>
    /// <param name="row">The row.</param>
    /// <param name="timeScale">Emulated seconds a real one.</param>
    internal static string? NotHere(CorpusRow row, double timeScale)
    {
        if (CorpusCoverage.NotYet(row) is { } reason)
            return reason;
        if (row.Expected.StartsWith("rejected", StringComparison.Ordinal))
            return "it is about what the API refuses, and starts nothing";
        var containers = CorpusPods.SpecsIn(row.File).SelectMany(CorpusPods.ContainersOf).ToList();
        if (containers.Count == 0)
            return "it has no containers";
        foreach (var container in containers)
        {
            if (CorpusPods.CommandOf(container) is not [var program, ..])
                return $"container {container["name"]} runs its image's program";
            if (!Programs.Contains(program.Split('/')[^1]))
                return $"{program} is not on every machine";
            if (CorpusPods.WordsOf(container).FirstOrDefault(word => AskOthers.Any(word.Contains)) is not null)
                return $"container {container["name"]} asks other hosts";
        }
        return row.Window.By / timeScale > Longest ? $"it takes {row.Window.By} s" : null;
    }

    /// <summary>True if containers write to paths of their own that would be the machine's without a private view of its files.</summary>
    internal static bool NeedsOwnFiles(CorpusRow row) => CorpusPods.SpecsIn(row.File).SelectMany(CorpusPods.ContainersOf).Any(container => container["volumeMounts"] is not null);
}
