using System.Globalization;
using ActorKube.Node.Processes.Volumes;

namespace ActorKube.Node.Processes;

/// <summary>What a node has to run process containers with: its folder, and what the machine permits.</summary>
/// <param name="Isolation">How far containers are fenced off.</param>
/// <param name="Folder">The folder of the node's pods.</param>
/// <param name="Disk">The node's own files, for <c>hostPath</c> volumes.</param>
/// <param name="HiddenPath">The folder of the cluster's data, which containers must not see.</param>
/// <param name="Groups">Where limits are set; null if they can't be.</param>
/// <param name="BytesPerSecond">How fast a container may print.</param>
internal sealed record ProcessRuntime(Isolation Isolation, string Folder, FolderDisk Disk, string HiddenPath, ControlGroups? Groups, long BytesPerSecond)
{
    /// <summary>What is missing if there is no isolation at all.</summary>
    internal string Fault { get; init; } = "process containers need Linux with sh, GNU env and util-linux (setpriv, setsid, unshare, nsenter) on the worker's machine";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Lazy<Task> Watcher = new(MarkedProcesses.WatchAsync);

    private static int _trashed;

    /// <summary>Removes what a killed worker left of this node, and finds out what the machine permits.</summary>
    internal static async Task<ProcessRuntime> PrepareAsync(string node, NodeHostSettings settings)
    {
        try
        {
            return await MakeAsync(node, settings).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new(Isolation.None, "", new(""), "", null, 0) { Fault = $"its folder for pods can't be used: {fault.Message}" };
        }
    }

    private static async Task<ProcessRuntime> MakeAsync(string node, NodeHostSettings settings)
    {
        var pods = Path.Combine(settings.DataDirectory, "pods");
        var folder = Path.Combine(pods, node);
        Directory.CreateDirectory(pods);
        Discard(folder);
        foreach (var left in Directory.GetDirectories(pods, $"{node}.gone-*"))
            Remove(left);
        Directory.CreateDirectory(folder);
        var disk = Path.Combine(settings.DataDirectory, "disks", node);
        Directory.CreateDirectory(disk);
        var isolation = await MeasureAsync(folder, settings).ConfigureAwait(false);
        if (isolation == Isolation.Session)
            await Watcher.Value.ConfigureAwait(false);
        return new(isolation, folder, new(disk), settings.DataDirectory, isolation == Isolation.None ? null : ControlGroups.Find(node, settings.ProcessPids), settings.ProcessOutput);
    }

    /// <summary>Takes a folder out of the way at once, and removes it in its own time.</summary>
    internal static void Discard(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        var number = Interlocked.Increment(ref _trashed);
        var gone = string.Create(CultureInfo.InvariantCulture, $"{folder}.gone-{Environment.ProcessId}-{number}");
        try
        {
            Directory.Move(folder, gone);
        }
        catch (IOException)
        {
            return;
        }
        _ = Task.Run(() => Remove(gone));
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What can't be removed now is removed at the next start.
        }
    }

    /// <summary>Tries to start a process in each way, the best first.</summary>
    private static async Task<Isolation> MeasureAsync(string folder, NodeHostSettings settings)
    {
        if (!OperatingSystem.IsLinux())
            return Isolation.None;
        foreach (var isolation in new[] { Isolation.Whole, Isolation.Processes, Isolation.Session }.Where(isolation => isolation >= settings.MostIsolation))
            if (await WorksAsync(isolation, Path.Combine(folder, $"try-{isolation}"), settings.DataDirectory).ConfigureAwait(false))
                return isolation;
        return Isolation.None;
    }

    private static async Task<bool> WorksAsync(Isolation isolation, string folder, string hidden)
    {
        var run = new RunFolder(folder, "try", hidden, []);
        run.Make();
        var launch = HostLaunch.Container(isolation, run, new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, isolation == Isolation.Whole ? "/" : run.Root, ["sh", "-c", "exit 7"], tty: false, stdin: false);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        HostProcess? process = null;
        process = HostProcess.Begin(launch, 1024 * 1024, () =>
        {
            if (Volatile.Read(ref process) is { End: not null })
                ended.TrySetResult();
        }, static _ => { }, static () => null);
        if (process.End is null)
            await Task.WhenAny(ended.Task, Task.Delay(Patience)).ConfigureAwait(false);
        process.Abandon();
        Discard(folder);
        return process.End is { Code: 7 };
    }
}
