namespace ActorKube.Node.Processes.Volumes;

/// <summary>
/// Paths in a folder that containers write to: whatever symbolic links they left there, what is made, read or mounted by such a path is within the folder.
/// </summary>
/// <remarks>Source: the reasons for doBindSubPath in pkg/volume/util/subpath (CVE-2017-1002101).</remarks>
internal static class ConfinedPath
{
    private const int MostLinks = 40;

    /// <summary>The real path, of which the last parts may not be there; null if it leaves the folder.</summary>
    /// <param name="root">The folder, a full path.</param>
    /// <param name="inside">The path within it.</param>
    internal static string? Resolve(string root, string inside)
    {
        var left = new Stack<string>(Parts(inside).Reverse());
        var path = root;
        for (var links = 0; left.TryPop(out var part);)
        {
            if (part == "..")
            {
                if (path == root)
                    return null;
                path = Path.GetDirectoryName(path)!;
                continue;
            }
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not { } target)
                continue;
            // An absolute link names a file of whoever made it, which isn't here.
            if (target.StartsWith('/') || ++links > MostLinks)
                return null;
            path = Path.GetDirectoryName(path)!;
            foreach (var next in Parts(target).Reverse())
                left.Push(next);
        }
        return path;
    }

    private static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".");
}
