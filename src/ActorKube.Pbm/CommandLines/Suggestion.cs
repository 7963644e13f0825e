namespace ActorKube.Pbm.CommandLines;

/// <summary>What someone may have meant.</summary>
internal static class Suggestion
{
    /// <summary><c>; did you mean "list"?</c>, or nothing if no name is near.</summary>
    public static string For(string typed, IEnumerable<string> names)
    {
        var nearest = names.Select(name => (Name: name, Distance: Distance(typed, name))).OrderBy(near => near.Distance).FirstOrDefault();
        var isNear = nearest.Name is not null && (nearest.Distance <= Math.Max(1, typed.Length / 3) || nearest.Name.StartsWith(typed, StringComparison.Ordinal));
        return isNear ? $"; did you mean \"{nearest.Name}\"?" : "";
    }

    /// <summary>Edits from one word to the other; a swap of neighbours counts as one.</summary>
    private static int Distance(string from, string to)
    {
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            edits[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            edits[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var change = edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(change, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }
        return edits[from.Length, to.Length];
    }
}
