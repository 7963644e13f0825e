using System.Globalization;

namespace ActorKube.Node.Logs;

/// <summary>The files of one run's log. The newest grows up to a size and is then set aside under a number; the oldest ones go.</summary>
/// <param name="path">The newest file.</param>
/// <param name="logs">The node's logs.</param>
internal sealed class LogFiles(string path, NodeLogs logs)
{
    private long _length;

    /// <summary>The number of the file that grows.</summary>
    internal int Newest { get; private set; }

    /// <summary>The number of the oldest file that is kept.</summary>
    internal int Oldest => Math.Max(0, Newest - logs.Rotation.Files + 1);

    /// <summary>Where bytes were put; null if the disk doesn't take them.</summary>
    internal LogPlace? Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (_length > 0 && _length + bytes.Length > logs.Rotation.FileBytes)
                SetAside();
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = File.OpenHandle(path, _length == 0 ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.Write(file, bytes, _length);
            var place = new LogPlace(Newest, _length);
            _length += bytes.Length;
            logs.Succeeded();
            return place;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            logs.Failed(fault);
            return null;
        }
    }

    /// <summary>Bytes that were put there; null if they are gone.</summary>
    internal byte[]? Read(LogPlace place, int length)
    {
        try
        {
            using var file = File.OpenHandle(place.File == Newest ? path : Aside(place.File), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[length];
            var read = 0;
            while (read < length && RandomAccess.Read(file, bytes.AsSpan(read), place.Offset + read) is > 0 and var more)
                read += more;
            return read == length ? bytes : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Removes them all.</summary>
    internal void Remove()
    {
        try
        {
            for (var number = Oldest; number < Newest; number++)
                File.Delete(Aside(number));
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // They go with the pod's folder.
        }
    }

    private void SetAside()
    {
        File.Move(path, Aside(Newest), overwrite: true);
        Newest++;
        _length = 0;
        if (Oldest > 0)
            File.Delete(Aside(Oldest - 1));
    }

    private string Aside(int number) => string.Create(CultureInfo.InvariantCulture, $"{path}.{number}");
}

/// <summary>A place in a run's files.</summary>
/// <param name="File">The number of the file, from 0.</param>
/// <param name="Offset">Bytes before the place.</param>
internal readonly record struct LogPlace(int File, long Offset);
