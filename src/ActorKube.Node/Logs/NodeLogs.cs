namespace ActorKube.Node.Logs;

/// <summary>Where a node's containers have their logs: a folder a pod, in it a folder a container, in it the files of its runs.</summary>
/// <param name="folder">The node's folder; null if logs are kept in memory only.</param>
/// <param name="rotation">How much is kept of each run.</param>
/// <param name="complain">Called by any thread when logs can't be written, and not again before they could be.</param>
/// <remarks>Source: the names are those below a kubelet's <c>/var/log/pods</c>.</remarks>
internal sealed class NodeLogs(string? folder, LogRotation rotation, Action<string> complain)
{
    private int _isComplaining;

    internal LogRotation Rotation => rotation;

    /// <summary>The folder of a pod; null if logs are kept in memory only.</summary>
    internal string? FolderOf(string podNamespace, string pod, string uid) => folder is null ? null : Path.Combine(folder, $"{podNamespace}_{pod}_{uid}");

    /// <summary>Removes what a killed worker left.</summary>
    internal void Clear()
    {
        if (folder is not null)
            Remove(folder);
    }

    /// <summary>Removes a folder, which need not be there.</summary>
    internal void Remove(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            complain($"Logs that nobody needs any more can't be removed: {fault.Message}");
        }
    }

    internal void Failed(Exception fault)
    {
        if (Interlocked.Exchange(ref _isComplaining, 1) == 0)
            complain($"Logs can't be written below {folder}, so that only their last lines are kept: {fault.Message}");
    }

    internal void Succeeded() => Volatile.Write(ref _isComplaining, 0);
}
