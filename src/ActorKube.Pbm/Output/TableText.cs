namespace ActorKube.Pbm.Output;

/// <summary>Tables as kubectl prints them: columns two blanks apart, so that scripts can cut them.</summary>
internal static class TableText
{
    public static IEnumerable<string> Align(IReadOnlyCollection<IReadOnlyList<string>> rows)
    {
        var widths = new List<int>();
        foreach (var row in rows)
            for (var column = 0; column < row.Count; column++)
                if (column == widths.Count)
                    widths.Add(row[column].Length);
                else
                    widths[column] = Math.Max(widths[column], row[column].Length);
        return rows.Select(row => string.Concat(row.Select((cell, column) => column == row.Count - 1 ? cell : cell.PadRight(widths[column] + 2))).TrimEnd());
    }
}
