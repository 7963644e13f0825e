using System.Collections.Immutable;

namespace ActorKube.Palettes.Client;

/// <summary>What a command said.</summary>
/// <param name="ExitCode">0 done, 1 failed, 2 wrong usage.</param>
/// <param name="Error">One line that says why it failed; empty if it is done.</param>
public sealed record PaletteResult(int ExitCode, string Error)
{
    /// <summary>The tables, in order.</summary>
    public ImmutableArray<PaletteTable> Tables { get; init; } = [];

    /// <summary>The lines outside tables, in order.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>The warnings, in order.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>True if the command is done.</summary>
    public bool IsDone => ExitCode == 0;

    /// <summary>The rows of the first table, each by heading; none if there is no table.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> Rows => Tables.IsEmpty ? [] : Tables[0].Rows.Select(Tables[0].ByHeading);
}
