using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission.Storage;

/// <summary>What differs between two objects, for the end of a message: a line with a minus for what was, one with a plus for what is wanted.</summary>
/// <remarks>Upstream shows a comparison of Go values there, and its authors say that nobody may rely on its form.</remarks>
internal static class SpecDifference
{
    internal static string Of(JsonObject live, JsonObject wanted) => string.Concat(live.Concat(wanted).Select(field => field.Key).Distinct()
        .Where(name => !live[name].SameAs(wanted[name]))
        .Select(name => Line('-', name, live[name]) + Line('+', name, wanted[name])));

    private static string Line(char sign, string name, JsonNode? value) => value is null ? "" : $"\n{sign} {name}: {value.ToJsonString()}";
}
