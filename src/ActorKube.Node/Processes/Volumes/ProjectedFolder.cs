using System.Collections.Immutable;
using System.Globalization;
using ActorKube.Rules.Volumes;

namespace ActorKube.Node.Processes.Volumes;

/// <summary>
/// A folder that shows given files, and changes from some to others all at once: the files are in a folder with a time in its name, <c>..data</c> is a link to that, and each
/// file that a container sees is a link through <c>..data</c>. Whoever changes that one link has changed all files.
/// </summary>
/// <param name="path">The folder.</param>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically; AtomicWriter in pkg/volume/util.</remarks>
internal sealed class ProjectedFolder(string path)
{
    private const string Data = "..data";
    private const UnixFileMode FolderMode = (UnixFileMode)0b111_101_101;

    private ImmutableArray<VolumeFile> _shown;
    private string? _current;
    private int _changes;

    /// <summary>Shows these files from now on, unless it does already.</summary>
    /// <param name="files">The files.</param>
    /// <param name="now">The time, for the name of the folder.</param>
    /// <exception cref="IOException">The disk doesn't want to.</exception>
    internal void Show(ImmutableArray<VolumeFile> files, DateTimeOffset now)
    {
        if (!_shown.IsDefault && _shown.SequenceEqual(files, SameFile.Instance))
            return;
        var name = string.Create(CultureInfo.InvariantCulture, $"..{now:yyyy_MM_dd_HH_mm_ss}.{++_changes}");
        LayOut(Path.Combine(path, name), files);
        var next = Path.Combine(path, "..data_tmp");
        File.Delete(next);
        Directory.CreateSymbolicLink(next, name);
        Posix.Rename(next, Path.Combine(path, Data));
        var visible = files.Select(file => file.Path.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var added in visible.Where(added => new FileInfo(Path.Combine(path, added)).LinkTarget is null))
            File.CreateSymbolicLink(Path.Combine(path, added), $"{Data}/{added}");
        if (!_shown.IsDefault)
            foreach (var gone in _shown.Select(file => file.Path.Split('/')[0]).Where(before => !visible.Contains(before)))
                File.Delete(Path.Combine(path, gone));
        if (_current is not null)
            Directory.Delete(Path.Combine(path, _current), recursive: true);
        (_shown, _current) = (files, name);
    }

    /// <summary>Writes files into a folder as they are, with their modes whatever the worker's mask is.</summary>
    /// <param name="folder">The folder, which is made.</param>
    /// <param name="files">The files.</param>
    /// <exception cref="IOException">The disk doesn't want to.</exception>
    internal static void LayOut(string folder, IEnumerable<VolumeFile> files)
    {
        Make(folder);
        foreach (var file in files)
        {
            var parts = file.Path.Split('/');
            for (var count = 1; count < parts.Length; count++)
                Make(Path.Combine([folder, .. parts.Take(count)]));
            var full = Path.Combine(folder, file.Path);
            using (var stream = new FileStream(full, FileMode.CreateNew))
                stream.Write(file.Bytes.Span);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(full, file.Mode);
        }
    }

    private static void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, FolderMode);
    }

    private sealed class SameFile : IEqualityComparer<VolumeFile>
    {
        internal static readonly SameFile Instance = new();

        public bool Equals(VolumeFile left, VolumeFile right) => left.Path == right.Path && left.Mode == right.Mode && left.Bytes.Span.SequenceEqual(right.Bytes.Span);

        public int GetHashCode(VolumeFile file) => StringComparer.Ordinal.GetHashCode(file.Path);
    }
}
