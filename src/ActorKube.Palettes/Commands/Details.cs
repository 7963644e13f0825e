namespace ActorKube.Palettes.Commands;

/// <summary>Properties of one object as aligned lines, in the manner of <c>kubectl describe</c>.</summary>
internal static class Details
{
    private const int Width = 16;

    public static string Of(string name, string? value) => $"{name + ":",-Width}{Cell.OrNone(value)}";

    /// <summary>A property of many values, one a line under each other.</summary>
    public static IEnumerable<string> Many(string name, IEnumerable<string> values)
    {
        var all = values.DefaultIfEmpty(Cell.None).ToList();
        return all.Select((value, index) => $"{(index == 0 ? name + ":" : ""),-Width}{value}");
    }
}
