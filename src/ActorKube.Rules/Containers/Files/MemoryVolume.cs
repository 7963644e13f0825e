using System.Runtime.InteropServices;
using ActorKube.Rules.Volumes;

namespace ActorKube.Rules.Containers.Files;

/// <summary>
/// A small file system in memory: an <c>emptyDir</c>, or the root of one container. Paths have no leading slash and are normal; the empty one is the volume's own
/// directory. Bounded by its quota, and safe for the containers of a pod to share.
/// </summary>
/// <param name="quota">What it may hold together with others.</param>
/// <param name="limit">Bytes that it may hold by itself; more don't fit.</param>
public sealed class MemoryVolume(FileQuota quota, long limit = long.MaxValue) : INodeDisk
{
    private const UnixFileMode DirectoryMode = (UnixFileMode)0b111_101_101;
    private const UnixFileMode FileMode = (UnixFileMode)0b110_100_100;

    private SortedDictionary<string, Entry>? _made;
    private Func<VolumeLayout>? _layOut;
    private long _used;

    /// <summary>A volume of files that are given. They are laid out when somebody looks, share their bytes, and don't count against the quota.</summary>
    /// <param name="quota">What bounds whatever is written besides.</param>
    /// <param name="layOut">Gives the files; asked when they are first looked at, and then after each <see cref="LayOutAnew"/>.</param>
    public static MemoryVolume Of(FileQuota quota, Func<VolumeLayout> layOut) => new(quota) { _layOut = layOut };

    /// <summary>Called, under the volume's lock, when a write makes it larger than this many bytes.</summary>
    public (long Bytes, Action Passed)? Watermark { get; init; }

    /// <summary>Bytes in files that were written.</summary>
    public long Used
    {
        get
        {
            lock (quota)
                return _used;
        }
    }

    /// <summary>The files that were given are other ones now: whoever looks next sees them, all at once.</summary>
    /// <param name="layOut">Gives them.</param>
    public void LayOutAnew(Func<VolumeLayout> layOut)
    {
        lock (quota)
            _layOut = layOut;
    }

    /// <summary>What is at a path; null if nothing is.</summary>
    public FileFacts? Find(string path)
    {
        lock (quota)
            return Entries.TryGetValue(path, out var entry) ? new(entry.IsDirectory, entry.Length, entry.Modified, entry.Mode) : null;
    }

    /// <summary>The bytes of a file. They don't change: a later write makes others.</summary>
    public (ReadOnlyMemory<byte> Bytes, FileFault Fault) Read(string path)
    {
        lock (quota)
        {
            if (!Entries.TryGetValue(path, out var entry))
                return (default, FileFault.NotFound);
            return entry.IsDirectory ? (default, FileFault.IsDirectory) : (entry.Bytes.AsMemory(0, entry.Length), FileFault.None);
        }
    }

    /// <summary>Names of what is in a directory, in order.</summary>
    public IReadOnlyList<string> List(string path)
    {
        var prefix = path.Length == 0 ? "" : path + "/";
        lock (quota)
            return [.. Entries.Keys
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
            var known = Entries.TryGetValue(path, out var entry);
            if (entry?.IsDirectory == true)
                return FileFault.IsDirectory;
            var kept = append && known ? entry!.Length : 0;
            var grows = kept + bytes.Length - (entry?.Length ?? 0);
            if (_used + grows > limit || !quota.Take(known ? 0 : 1, grows))
                return FileFault.NoSpace;
            var before = _used;
            _used += grows;
            if (!known)
                Entries[path] = entry = new Entry { Mode = FileMode };
            // Whoever read the file before keeps what it read: bytes are only ever added behind those.
            if (kept == 0 || entry!.Bytes.Length < kept + bytes.Length)
                entry!.Bytes = Grown(entry.Bytes.AsSpan(0, kept), kept + bytes.Length);
            bytes.CopyTo(entry.Bytes.AsSpan(kept));
            entry.Length = kept + bytes.Length;
            entry.Modified = now;
            entry.Mode = mode ?? entry.Mode;
            if (Watermark is { } mark && before <= mark.Bytes && _used > mark.Bytes)
                mark.Passed();
            return FileFault.None;
        }
    }

    /// <summary>Makes an empty file, or empties the one that is there.</summary>
    public FileFault MakeFile(string path, DateTimeOffset now) => Write(path, [], append: false, now);

    /// <summary>Makes a directory; with <paramref name="parents"/> those above it, too, and it may be there already.</summary>
    public FileFault MakeDirectory(string path, bool parents, DateTimeOffset now)
    {
        lock (quota)
        {
            if (Entries.TryGetValue(path, out var there))
                return parents && there.IsDirectory ? FileFault.None : FileFault.Exists;
            if (parents && path.LastIndexOf('/') is > 0 and var end && MakeDirectory(path[..end], parents, now) is not FileFault.None and var above)
                return above == FileFault.Exists ? FileFault.NotDirectory : above;
            if (ParentFault(path) is not FileFault.None and var fault)
                return fault;
            if (!quota.Take(1, 0))
                return FileFault.NoSpace;
            Entries[path] = new Entry { IsDirectory = true, Modified = now, Mode = DirectoryMode };
            return FileFault.None;
        }
    }

    /// <summary>Gives a file or directory another time.</summary>
    public void Touch(string path, DateTimeOffset now)
    {
        lock (quota)
            if (Entries.TryGetValue(path, out var entry))
                entry.Modified = now;
    }

    /// <summary>Gives a file or directory other permission bits.</summary>
    public void ChangeMode(string path, UnixFileMode mode)
    {
        lock (quota)
            if (Entries.TryGetValue(path, out var entry))
                entry.Mode = mode;
    }

    /// <summary>Removes a file, or a directory with all that is in it.</summary>
    public FileFault Remove(string path, bool recursive)
    {
        lock (quota)
        {
            if (path.Length == 0)
                return FileFault.Busy;
            if (!Entries.TryGetValue(path, out var entry))
                return FileFault.NotFound;
            if (entry.IsDirectory && !recursive)
                return FileFault.IsDirectory;
            foreach (var below in Entries.Where(each => each.Key == path || each.Key.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
            {
                Entries.Remove(below.Key);
                Give(below.Value);
            }
            return FileFault.None;
        }
    }

    /// <summary>The files and directories; made when they are first looked at, as most volumes of most pods never are.</summary>
    private SortedDictionary<string, Entry> Entries
    {
        get
        {
            if (_layOut is not null || _made is null)
                LayOut();
            return _made!;
        }
    }

    private void LayOut()
    {
        if (_made is not null)
            foreach (var gone in _made.Values)
                Give(gone);
        var layout = _layOut?.Invoke() ?? default;
        _layOut = null;
        _made = new(StringComparer.Ordinal) { [""] = Given(layout.Modified, isDirectory: true) };
        foreach (var file in layout.Files.IsDefault ? [] : layout.Files)
        {
            for (var end = file.Path.IndexOf('/'); end >= 0; end = file.Path.IndexOf('/', end + 1))
                _made.TryAdd(file.Path[..end], Given(layout.Modified, isDirectory: true));
            var made = Given(layout.Modified, isDirectory: false);
            made.Bytes = MemoryMarshal.TryGetArray(file.Bytes, out var shared) && shared.Offset == 0 ? shared.Array! : file.Bytes.ToArray();
            (made.Length, made.Mode) = (file.Bytes.Length, file.Mode);
            _made[file.Path] = made;
        }
    }

    private static Entry Given(DateTimeOffset modified, bool isDirectory) =>
        new() { IsDirectory = isDirectory, IsGiven = true, Modified = modified, Mode = isDirectory ? DirectoryMode : FileMode };

    private void Give(Entry gone)
    {
        if (gone.IsGiven)
            return;
        quota.Give(1, gone.Length);
        _used -= gone.Length;
    }

    private FileFault ParentFault(string path)
    {
        var end = path.LastIndexOf('/');
        if (!Entries.TryGetValue(end < 0 ? "" : path[..end], out var parent))
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

        // Not written by a container, so not counted.
        internal bool IsGiven { get; init; }

        internal byte[] Bytes { get; set; } = [];
        internal int Length { get; set; }
        internal DateTimeOffset Modified { get; set; }
        internal UnixFileMode Mode { get; set; }
    }
}
