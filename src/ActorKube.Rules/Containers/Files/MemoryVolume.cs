namespace ActorKube.Rules.Containers.Files;

/// <summary>
/// A small file system in memory: an <c>emptyDir</c>, or the root of one container. Paths have no leading slash and are normal; the empty one is the volume's own
/// directory. Bounded by its quota, and safe for the containers of a pod to share.
/// </summary>
public sealed class MemoryVolume(FileQuota quota)
{
    private const UnixFileMode DirectoryMode = (UnixFileMode)0b111_101_101;
    private const UnixFileMode FileMode = (UnixFileMode)0b110_100_100;

    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal) { [""] = new Entry { IsDirectory = true, Mode = DirectoryMode } };

    /// <summary>What is at a path; null if nothing is.</summary>
    public FileFacts? Find(string path)
    {
        lock (quota)
            return _entries.TryGetValue(path, out var entry) ? new(entry.IsDirectory, entry.Length, entry.Modified, entry.Mode) : null;
    }

    /// <summary>The bytes of a file. They don't change: a later write makes others.</summary>
    public (ReadOnlyMemory<byte> Bytes, FileFault Fault) Read(string path)
    {
        lock (quota)
        {
            if (!_entries.TryGetValue(path, out var entry))
                return (default, FileFault.NotFound);
            return entry.IsDirectory ? (default, FileFault.IsDirectory) : (entry.Bytes.AsMemory(0, entry.Length), FileFault.None);
        }
    }

    /// <summary>Names of what is in a directory, in order.</summary>
    public IReadOnlyList<string> List(string path)
    {
        var prefix = path.Length == 0 ? "" : path + "/";
        lock (quota)
            return [.. _entries.Keys
                .Where(key => key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal) && !key.AsSpan(prefix.Length).Contains('/'))
                .Select(key => key[prefix.Length..])];
    }

    /// <summary>Writes a file, anew or at its end; its directory must be there.</summary>
    public FileFault Write(string path, ReadOnlySpan<byte> bytes, bool append, DateTimeOffset now, UnixFileMode? mode = null)
    {
        lock (quota)
        {
            if (ParentFault(path) is not FileFault.None and var fault)
                return fault;
            var known = _entries.TryGetValue(path, out var entry);
            if (entry?.IsDirectory == true)
                return FileFault.IsDirectory;
            var kept = append && known ? entry!.Length : 0;
            if (!quota.Take(known ? 0 : 1, kept + bytes.Length - (entry?.Length ?? 0)))
                return FileFault.NoSpace;
            if (!known)
                _entries[path] = entry = new Entry { Mode = FileMode };
            // Whoever read the file before keeps what it read: bytes are only ever added behind those.
            if (kept == 0 || entry!.Bytes.Length < kept + bytes.Length)
                entry!.Bytes = Grown(entry.Bytes.AsSpan(0, kept), kept + bytes.Length);
            bytes.CopyTo(entry.Bytes.AsSpan(kept));
            entry.Length = kept + bytes.Length;
            entry.Modified = now;
            entry.Mode = mode ?? entry.Mode;
            return FileFault.None;
        }
    }

    /// <summary>Makes a directory; with <paramref name="parents"/> those above it, too, and it may be there already.</summary>
    public FileFault MakeDirectory(string path, bool parents, DateTimeOffset now)
    {
        lock (quota)
        {
            if (_entries.TryGetValue(path, out var there))
                return parents && there.IsDirectory ? FileFault.None : FileFault.Exists;
            if (parents && path.LastIndexOf('/') is > 0 and var end && MakeDirectory(path[..end], parents, now) is not FileFault.None and var above)
                return above == FileFault.Exists ? FileFault.NotDirectory : above;
            if (ParentFault(path) is not FileFault.None and var fault)
                return fault;
            if (!quota.Take(1, 0))
                return FileFault.NoSpace;
            _entries[path] = new Entry { IsDirectory = true, Modified = now, Mode = DirectoryMode };
            return FileFault.None;
        }
    }

    /// <summary>Gives a file or directory another time.</summary>
    public void Touch(string path, DateTimeOffset now)
    {
        lock (quota)
            if (_entries.TryGetValue(path, out var entry))
                entry.Modified = now;
    }

    /// <summary>Gives a file or directory other permission bits.</summary>
    public void ChangeMode(string path, UnixFileMode mode)
    {
        lock (quota)
            if (_entries.TryGetValue(path, out var entry))
                entry.Mode = mode;
    }

    /// <summary>Removes a file, or a directory with all that is in it.</summary>
    public FileFault Remove(string path, bool recursive)
    {
        lock (quota)
        {
            if (path.Length == 0)
                return FileFault.Busy;
            if (!_entries.TryGetValue(path, out var entry))
                return FileFault.NotFound;
            if (entry.IsDirectory && !recursive)
                return FileFault.IsDirectory;
            foreach (var below in _entries.Where(each => each.Key == path || each.Key.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
            {
                _entries.Remove(below.Key);
                quota.Give(1, below.Value.Length);
            }
            return FileFault.None;
        }
    }

    private FileFault ParentFault(string path)
    {
        var end = path.LastIndexOf('/');
        if (!_entries.TryGetValue(end < 0 ? "" : path[..end], out var parent))
            return FileFault.NotFound;
        return parent.IsDirectory ? FileFault.None : FileFault.NotDirectory;
    }

    private static byte[] Grown(ReadOnlySpan<byte> kept, int length)
    {
        var bytes = new byte[kept.Length == 0 ? length : Math.Max(length, kept.Length * 2)];
        kept.CopyTo(bytes);
        return bytes;
    }

    private sealed class Entry
    {
        internal bool IsDirectory { get; init; }
        internal byte[] Bytes { get; set; } = [];
        internal int Length { get; set; }
        internal DateTimeOffset Modified { get; set; }
        internal UnixFileMode Mode { get; set; }
    }
}
