using System.Globalization;
using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Workloads;

/// <summary>Fields of objects that admission has already checked, in the types that the rules of workloads and nodes count in.</summary>
internal static class TreeFields
{
    internal static int? Whole(this JsonNode? tree, string name) => (int?)tree.Number(name);

    internal static bool Flag(this JsonNode? tree, string name) =>
        (tree as JsonObject)?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    internal static DateTimeOffset? Time(this JsonNode? tree, string name) =>
        DateTimeOffset.TryParse(tree.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;

    /// <summary>A number of a status patch: upstream leaves a zero out, and in a merge patch null takes a field away.</summary>
    internal static JsonNode? OmitZero(this int number) => number == 0 ? null : JsonValue.Create(number);
}
