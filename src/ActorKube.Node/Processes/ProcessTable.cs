using System.Globalization;
using System.Text;

namespace ActorKube.Node.Processes;

/// <summary>The machine's processes, as far as a container is made of them.</summary>
/// <remarks>Source: proc_pid_stat(5), pid_namespaces(7).</remarks>
internal static class ProcessTable
{
    // What Linux counts in for everybody, whatever the kernel's own tick is.
    private const double TicksPerSecond = 100;

    // Counted from the field after the name, which may contain anything.
    private const int UserTime = 11;
    private const int LatestTime = 14;
    private const int ResidentPages = 21;

    /// <summary>The processes in the namespace of a process that is the first in its own.</summary>
    internal static IEnumerable<int> InNamespaceOf(int first) => NamespaceOf(first) is { } space ? Pids().Where(pid => NamespaceOf(pid) == space) : [];

    /// <summary>The processes with a variable in their environment.</summary>
    /// <param name="wanted">Name, equals sign, value and a zero.</param>
    internal static IEnumerable<int> WithVariable(byte[] wanted) => Pids().Where(pid => Read($"/proc/{pid}/environ").AsSpan().IndexOf(wanted) >= 0);

    /// <summary>
    /// Seconds of processor time that processes have used with those of their children that are gone, and bytes of memory that they have; pages that several share count for each.
    /// </summary>
    internal static (double CpuSeconds, long Bytes) UsageOf(IEnumerable<int> pids)
    {
        var (ticks, pages) = (0L, 0L);
        foreach (var pid in pids)
        {
            var stat = Encoding.UTF8.GetString(Read($"/proc/{pid}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length <= ResidentPages)
                continue;
            for (var field = UserTime; field <= LatestTime; field++)
                ticks += long.Parse(fields[field], CultureInfo.InvariantCulture);
            pages += long.Parse(fields[ResidentPages], CultureInfo.InvariantCulture);
        }
        return (ticks / TicksPerSecond, pages * Environment.SystemPageSize);
    }

    private static IEnumerable<int> Pids()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                yield return pid;
    }

    private static string? NamespaceOf(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/ns/pid").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
