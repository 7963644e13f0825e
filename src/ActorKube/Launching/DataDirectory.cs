using System.Globalization;
using ActorKube.CommandLine;

namespace ActorKube.Launching;

/// <summary>The directory that holds everything of one cluster: who runs, the store, the clock and the logs.</summary>
internal sealed class DataDirectory(string path)
{
    internal string Path { get; } = System.IO.Path.GetFullPath(path);
    internal string ClusterFile => System.IO.Path.Combine(Path, "cluster.json");
    internal string ClockFile => System.IO.Path.Combine(Path, "clock.json");
    internal string StoreFile => System.IO.Path.Combine(Path, "store.db");
    internal string Certificates => System.IO.Path.Combine(Path, "pki");
    internal string Kubeconfig => System.IO.Path.Combine(Path, "kubeconfig");
    internal string Logs => System.IO.Path.Combine(Path, "logs");

    private string LockFile => System.IO.Path.Combine(Path, "launcher.lock");

    /// <summary>Makes the directory, and takes it for this launcher until the result is disposed or the process ends.</summary>
    /// <exception cref="CommandFailedException">Another launcher has it, or processes of a cluster still run in it.</exception>
    internal IDisposable Take()
    {
        if (File.Exists(Path))
            throw new CommandFailedException($"{Path} is a file, not a directory. Choose another data directory with --data DIR.");
        try
        {
            Directory.CreateDirectory(Logs);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"cannot make the data directory {Path}: {error.Message} Choose another with --data DIR.");
        }
        FileStream taken;
        try
        {
            taken = new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw InUse();
        }
        if (ClusterRecord.TryRead(this) is { } record && record.Processes.Any(process => process.IsAlive()))
        {
            taken.Dispose();
            throw InUse();
        }
        taken.SetLength(0);
        taken.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        taken.Flush();
        return taken;
    }

    private CommandFailedException InUse() => new(
        $"the data directory {Path} is in use by a live cluster. Stop it with `actorkube down --data {Path}`, or choose another directory with --data DIR.");
}
