using System.Collections.Immutable;

namespace ActorKube.Palettes.Client;

/// <summary>A table of a command's output.</summary>
/// <param name="Columns">The headings, upper-case: <c>NAME</c>.</param>
/// <param name="Rows">The rows, a cell a column.</param>
public sealed record PaletteTable(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    internal IReadOnlyDictionary<string, string> ByHeading(ImmutableArray<string> row) =>
        Columns.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.OrdinalIgnoreCase);
}
