using System.Diagnostics;
using System.Text.Json.Serialization;

namespace ActorKube.Launching;

/// <summary>One process of a cluster as <c>cluster.json</c> names it. The start time guards against a process id that was used again.</summary>
internal sealed record ProcessRecord
{
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    public required string Name { get; init; }
    public required string Role { get; init; }
    public required int Pid { get; init; }
    public required DateTimeOffset Started { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int RemotePort { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int PbmPort { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ApiPort { get; init; }

    internal static ProcessRecord Of(Process process, string name, string role) =>
        new() { Name = name, Role = role, Pid = process.Id, Started = process.StartTime };

    internal bool IsAlive()
    {
        using var process = Find();
        return process is not null;
    }

    /// <summary>The live process, or null if it has ended or its id belongs to another one now.</summary>
    internal Process? Find()
    {
        if (Pid <= 0)
            return null;
        try
        {
            var process = Process.GetProcessById(Pid);
            if (!process.HasExited && (process.StartTime - Started).Duration() < StartTolerance)
                return process;
            process.Dispose();
            return null;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
