using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorKube.ApiServer.Tests.Protobuf;

/// <summary>
/// A body that kubectl 1.32 (or 1.33, where the command says so) really sent, the command that made it, and what the same command prints with
/// <c>--dry-run=client -o json</c>, if it can.
/// </summary>
/// <param name="Name">Short name.</param>
/// <param name="Command">The command.</param>
/// <param name="Body">The body.</param>
/// <param name="Printed">The object as kubectl prints it.</param>
public sealed record RecordedBody(string Name, string Command, byte[] Body, JsonObject? Printed)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordedBody> All { get; } = Load();

    /// <summary>The one of that name.</summary>
    public static RecordedBody Of(string name) => All.Single(body => body.Name == name);

    /// <summary>Without nulls and without objects and texts that say nothing: what remains is what was asked for.</summary>
    public static JsonNode? Meaning(JsonNode? node) => node switch
    {
        JsonObject fields => Fields(fields),
        JsonArray items => new JsonArray([.. items.Select(Meaning)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && (string?)value == "" => "",
        _ => node?.DeepClone(),
    };

    private static JsonObject Fields(JsonObject fields)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            var meaning = Meaning(value);
            if (meaning is not null and not JsonObject { Count: 0 })
                kept[name] = meaning;
        }
        return kept;
    }

    private static List<RecordedBody> Load()
    {
        using var stream = typeof(RecordedBody).Assembly.GetManifestResourceStream("ActorKube.ApiServer.Tests.Protobuf.Recorded.bodies.json")!;
        return JsonSerializer.Deserialize<List<RecordedBody>>(stream, Options)!;
    }
}
