namespace ActorKube.Node.Processes.Volumes;

/// <summary>How much is in a folder that processes write to meanwhile. Counted aside: a folder may hold more files than an actor has time for.</summary>
/// <param name="folder">The folder.</param>
internal sealed class FolderSize(string folder)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    private Task _counting = Task.CompletedTask;
    private long _bytes;

    /// <summary>Bytes in the files as they were when they were counted last; another count begins.</summary>
    internal long Look()
    {
        if (_counting.IsCompleted)
            _counting = Task.Run(() => Volatile.Write(ref _bytes, Count(folder)));
        return Volatile.Read(ref _bytes);
    }

    /// <summary>Bytes in the files of a folder now, as far as they can be seen; links are not followed.</summary>
    internal static long Count(string folder)
    {
        var bytes = 0L;
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", Everything))
                bytes += LengthOf(file);
        }
        catch (IOException)
        {
            // It is being removed: what was counted until then will do.
        }
        return bytes;
    }

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
