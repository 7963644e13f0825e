using System.Globalization;
using System.Text.Json.Nodes;

namespace ActorKube.Rules.Workloads;

/// <summary>Reading and writing of fields in the JSON trees of objects that admission has already checked.</summary>
internal static class TreeFields
{
    internal static JsonObject? Part(this JsonObject? tree, string name) => tree?[name] as JsonObject;

    internal static int? Whole(this JsonObject? tree, string name) =>
        tree?[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    internal static long? Long(this JsonObject? tree, string name) =>
        tree?[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    internal static string Text(this JsonObject? tree, string name) =>
        tree?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    internal static bool Flag(this JsonObject? tree, string name) =>
        tree?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    internal static IEnumerable<JsonObject> Items(this JsonObject? tree, string name) =>
        tree?[name] is JsonArray items ? items.OfType<JsonObject>() : [];

    internal static DateTimeOffset? Time(this JsonObject? tree, string name) =>
        DateTimeOffset.TryParse(tree.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;

    /// <summary>A time as API objects hold it: whole seconds, UTC.</summary>
    internal static string Stamp(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number of a status patch: upstream leaves a zero out, and in a merge patch null takes a field away.</summary>
    internal static JsonNode? OmitZero(this int number) => number == 0 ? null : JsonValue.Create(number);
}
