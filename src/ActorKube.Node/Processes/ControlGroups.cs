using System.Globalization;
using ActorKube.Model.Quantities;

namespace ActorKube.Node.Processes;

/// <summary>The part of the machine's cgroup v2 tree in which a node may set limits for its containers.</summary>
/// <remarks>Source: https://docs.kernel.org/admin-guide/cgroup-v2.html and https://kubernetes.io/docs/concepts/architecture/cgroups/.</remarks>
internal sealed class ControlGroups
{
    private static readonly string[] Controllers = ["cpu", "memory", "pids"];

    private readonly string _folder;
    private readonly int _mostProcesses;

    private ControlGroups(string folder, int mostProcesses) => (_folder, _mostProcesses) = (folder, mostProcesses);

    /// <summary>The node's part; null if this machine has no cgroup v2 with these controllers, or the worker may not use it.</summary>
    internal static ControlGroups? Find(string node, int mostProcesses)
    {
        try
        {
            if (File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')).FirstOrDefault(mount => mount.Length > 2 && mount[2] == "cgroup2") is not [_, var root, ..])
                return null;
            var own = File.ReadLines("/proc/self/cgroup").FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?[3..] ?? "/";
            return new[] { root + own.TrimEnd('/'), root }.Select(place => Within(place, node, mostProcesses)).FirstOrDefault(found => found is not null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The node's part of that folder of the tree.</summary>
    internal static ControlGroups? Within(string place, string node, int mostProcesses)
    {
        try
        {
            if (!Delegate(place))
                return null;
            var folder = Path.Combine(place, $"actorkube-{node}");
            Directory.CreateDirectory(folder);
            foreach (var left in Directory.GetDirectories(folder))
                Remove(left);
            return Delegate(folder) ? new ControlGroups(folder, mostProcesses) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A group with the limits of one run of a container.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    internal ControlGroup Make(string run, ResourceList limits)
    {
        var group = new ControlGroup(Path.Combine(_folder, run));
        Directory.CreateDirectory(group.Folder);
        group.Set("pids.max", _mostProcesses.ToString(CultureInfo.InvariantCulture));
        if (limits["memory"] is var memory && memory > Quantity.Zero)
        {
            group.Set("memory.max", memory.Units.ToString(CultureInfo.InvariantCulture));
            // The kubelet, too, has the kernel end the whole container.
            group.Set("memory.oom.group", "1");
        }
        // Microseconds of processor in each tenth of a second.
        if (limits["cpu"] is var cpu && cpu > Quantity.Zero)
            group.Set("cpu.max", string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1000, cpu.Milli * 100)} 100000"));
        return group;
    }

    /// <summary>Removes a group of which nothing runs any more; one that still has a process stays until the next start.</summary>
    internal static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The kernel empties a group a moment after its last process.
        }
    }

    private static bool Delegate(string folder)
    {
        var wanted = Path.Combine(folder, "cgroup.subtree_control");
        if (Has(wanted))
            return true;
        if (!Has(Path.Combine(folder, "cgroup.controllers")))
            return false;
        File.WriteAllText(wanted, string.Join(' ', Controllers.Select(controller => $"+{controller}")));
        return Has(wanted);

        static bool Has(string file) => File.Exists(file) && Controllers.All(File.ReadAllText(file).Replace("+", "", StringComparison.Ordinal).Split(' ', '\n').Contains);
    }
}

/// <summary>The group of one run of a container.</summary>
internal sealed record ControlGroup(string Folder)
{
    /// <summary>True if the kernel ended a process of it for want of memory.</summary>
    internal bool RanOutOfMemory => File.Exists(Path.Combine(Folder, "memory.events"))
        && File.ReadLines(Path.Combine(Folder, "memory.events")).Any(line => line.StartsWith("oom_kill ", StringComparison.Ordinal) && line != "oom_kill 0");

    /// <summary>Seconds of processor time that its processes have used, and bytes of memory that can't be taken from them; null if the kernel doesn't say.</summary>
    internal (double CpuSeconds, long Bytes)? Usage
    {
        get
        {
            try
            {
                return (Entry("cpu.stat", "usage_usec") / 1e6, Math.Max(0, long.Parse(File.ReadAllText(Path.Combine(Folder, "memory.current")), CultureInfo.InvariantCulture) - Entry("memory.stat", "inactive_file")));
            }
            catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or FormatException)
            {
                return null;
            }
        }
    }

    /// <summary>Puts a process into the group, and with it whatever it starts.</summary>
    internal void Take(int pid) => Set("cgroup.procs", pid.ToString(CultureInfo.InvariantCulture));

    private long Entry(string file, string key) => File.ReadLines(Path.Combine(Folder, file)).Select(line => line.Split(' '))
        .Where(words => words.Length == 2 && words[0] == key).Select(words => long.Parse(words[1], CultureInfo.InvariantCulture)).FirstOrDefault();

    internal void Set(string key, string value) => File.WriteAllText(Path.Combine(Folder, key), value);
}
