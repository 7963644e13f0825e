using System.Formats.Tar;

namespace ActorKube.Pbm.Interactions;

/// <summary>A local file or folder as an archive, and back. What is unpacked stays inside the target, whatever the archive says.</summary>
/// <param name="warn">What becomes of remarks about entries that are left out.</param>
internal sealed class LocalArchive(Action<string> warn)
{
    /// <summary>Writes the file or folder as <paramref name="entry"/>.</summary>
    public static async Task PackAsync(string path, string entry, Stream archive, CancellationToken cancellation)
    {
        await using var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
        await writer.WriteEntryAsync(path, entry, cancellation);
        if (!Directory.Exists(path))
            return;
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };
        foreach (var inner in new DirectoryInfo(path).EnumerateFileSystemInfos("*", options))
            await writer.WriteEntryAsync(inner.FullName, $"{entry}/{Path.GetRelativePath(path, inner.FullName).Replace('\\', '/')}", cancellation);
    }

    /// <summary>Unpacks <paramref name="entry"/> of an archive to the path, or into it if it is a folder that is there. Returns how many entries were written.</summary>
    /// <exception cref="InvalidDataException">It isn't an archive, or one that leads out of the target.</exception>
    public async Task<int> UnpackAsync(Stream archive, string entry, string path, CancellationToken cancellation)
    {
        var root = Path.GetFullPath(Directory.Exists(path) ? Path.Combine(path, entry) : path);
        var written = 0;
        await using var reader = new TarReader(archive, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, cancellation) is { } item)
        {
            var target = TargetOf(item.Name, entry, root);
            if (item.EntryType is TarEntryType.Directory)
            {
                Directory.CreateDirectory(target);
            }
            else if (item.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await item.ExtractToFileAsync(target, overwrite: true, cancellation);
            }
            else
            {
                // A link could lead whatever is written after it to somewhere else.
                warn($"warning: skipping {Kind(item.EntryType)}: \"{item.Name}\"" + (item.LinkName.Length > 0 ? $" -> \"{item.LinkName}\"" : ""));
                continue;
            }
            written++;
        }
        return written;
    }

    private static string TargetOf(string name, string entry, string root)
    {
        var segments = name.Split('/', '\\').Where(segment => segment is not ("" or ".")).ToArray();
        if (name.StartsWith('/') || segments.Contains("..") || segments.Length == 0 || segments[0] != entry || segments.Any(segment => segment.Contains(':') && OperatingSystem.IsWindows()))
            throw new InvalidDataException($"the archive names \"{name}\", which is not inside \"{entry}\"; neither it nor what follows it was written");
        return Path.Combine([root, .. segments[1..]]);
    }

    private static string Kind(TarEntryType type) => type switch
    {
        TarEntryType.SymbolicLink => "symlink",
        TarEntryType.HardLink => "hard link",
        _ => "special file",
    };
}
