using System.Text.Json;
using System.Text.Json.Serialization;
using ActorKube.CommandLine;

namespace ActorKube.Launching;

/// <summary>Who runs in a data directory: what <c>cluster.json</c> holds. Written by the launcher, replaced whole and at once.</summary>
internal sealed record ClusterRecord
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required ProcessRecord Launcher { get; init; }
    public required bool Detached { get; init; }
    public required bool Repair { get; init; }
    public required string TimeProfile { get; init; }
    public required double TimeScale { get; init; }
    public required int Nodes { get; init; }
    public required IReadOnlyList<ProcessRecord> Processes { get; init; }

    internal static ClusterRecord? TryRead(DataDirectory directory)
    {
        try
        {
            return JsonSerializer.Deserialize<ClusterRecord>(File.ReadAllText(directory.ClusterFile), Json);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException error)
        {
            throw new CommandFailedException($"{directory.ClusterFile} is damaged ({error.Message}). Stop its processes by hand and remove the file.");
        }
    }

    internal void Write(DataDirectory directory)
    {
        var next = directory.ClusterFile + ".next";
        File.WriteAllText(next, JsonSerializer.Serialize(this, Json));
        File.Move(next, directory.ClusterFile, overwrite: true);
    }
}
