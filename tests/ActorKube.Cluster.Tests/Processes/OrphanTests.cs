using System.Text;
using Xunit;

namespace ActorKube.Cluster.Tests.Processes;

/// <summary>Containers that are real processes, in a cluster of real processes: a worker that is killed leaves nothing of them behind.</summary>
public sealed class OrphanTests
{
    [SkippableFact]
    public async Task A_killed_worker_leaves_no_process_of_its_containers()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "process containers need Linux");
        var marker = $"orphan-{Environment.ProcessId}-{TimeProvider.System.GetTimestamp()}";
        await using var cluster = await RealCluster.UpAsync(null, "--workers", "1", "--runtime", "process", "--no-repair");
        await cluster.ApplyAsync($$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: daemons }
            spec:
              runtimeClassName: process
              containers:
              - name: main
                image: none
                env: [{ name: MARKER, value: {{marker}} }]
                command: [sh, -c, "trap '' TERM HUP; setsid sh -c 'sleep 1000 & sleep 1001' & env -i setsid sleep 1002 & sh -c 'while true; do sleep 0.1; done' & sleep 1003"]
            """);
        // The daemon with an empty environment is counted by its namespace, where the machine permits one.
        var seen = await RealCluster.EventuallyAsync(() => Task.FromResult(Marked(marker)), found => found.Count >= 6, "the container and its daemons run");
        var spaces = seen.Select(SpaceOf).Where(space => space.Length > 0).ToHashSet();
        spaces.Remove(SpaceOf(Environment.ProcessId));

        cluster.Kill("worker-1");

        await RealCluster.EventuallyAsync(() => Task.FromResult(Marked(marker).Concat(InSpaces(spaces)).ToList()), left => left.Count == 0, "nothing of the container is left");
    }

    /// <summary>Processes with a text in their environment.</summary>
    private static List<int> Marked(string marker) => [.. Pids().Where(pid => Read($"/proc/{pid}/environ").Contains(marker, StringComparison.Ordinal))];

    private static IEnumerable<int> InSpaces(HashSet<string> spaces) => Pids().Where(pid => spaces.Contains(SpaceOf(pid)));

    private static IEnumerable<int> Pids() => Directory.GetDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0).Where(pid => pid > 0);

    private static string SpaceOf(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/ns/pid").LinkTarget ?? "";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Read(string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
