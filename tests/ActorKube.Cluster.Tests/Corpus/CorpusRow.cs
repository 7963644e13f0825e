using System.Globalization;

namespace ActorKube.Cluster.Tests.Corpus;

/// <summary>One row of <c>expectations.tsv</c>: a manifest, what is done before and after it, and what has to hold when.</summary>
internal sealed record CorpusRow(
    string File, string Scenario, IReadOnlyList<string> Prerequisites, string Then, string Expected, CorpusWindow Window)
{
    private static readonly string[] Covered = ["pods/", "controllers/", "configmap/"];

    internal string Name => $"{File} {Scenario}";

    /// <summary>The rows of the folders that this issue is about.</summary>
    internal static IReadOnlyList<CorpusRow> ReadAll()
    {
        if (CorpusFolder.Path is not { } folder)
            return [];
        return
        [
            .. System.IO.File.ReadLines(Path.Combine(folder, "expectations.tsv")).Skip(1).Select(line => line.Split('\t'))
                .Where(cells => Covered.Any(prefix => cells[0].StartsWith(prefix, StringComparison.Ordinal)))
                .Select(cells => new CorpusRow(
                    cells[0], cells[1], cells[2] == "-" ? [] : cells[2].Split("; "), cells[3] == "-" ? "" : cells[3], cells[4], CorpusWindow.Parse(cells[5]))),
        ];
    }
}

/// <summary>When a row has to hold, in emulated seconds from the end of the apply.</summary>
/// <param name="NotBefore">It must not hold before.</param>
/// <param name="By">It must hold by then.</param>
/// <param name="Hold">It must hold without a break from the first time until <paramref name="By"/>.</param>
/// <param name="At">It must hold at <paramref name="By"/>, whatever was before.</param>
internal sealed record CorpusWindow(int NotBefore, int By, bool Hold, bool At)
{
    internal static CorpusWindow Parse(string text)
    {
        if (text.StartsWith("at ", StringComparison.Ordinal))
            return new(0, Number(text[3..]), Hold: false, At: true);
        if (text.StartsWith("hold ", StringComparison.Ordinal))
            return new(0, Number(text[5..]), Hold: true, At: false);
        return text.Split('-') is [var from, var by]
            ? new(Number(from), Number(by), Hold: false, At: false)
            : new(0, Number(text), Hold: false, At: false);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
