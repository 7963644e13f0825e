using System.Text.Json.Nodes;

namespace ActorKube.Rules.Patches;

/// <summary>JSON merge patch: objects are merged field by field, null removes a field, and everything else replaces.</summary>
/// <remarks>Source: RFC 7386.</remarks>
internal static class RfcMergePatch
{
    /// <summary>The patched value. <paramref name="target"/> is used up; nothing of <paramref name="patch"/> is shared with the result.</summary>
    internal static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = target as JsonObject ?? [];
        foreach (var (name, change) in changes)
        {
            if (change is null)
            {
                result.Remove(name);
                continue;
            }
            // An object that is changed stays where it is, so that the order of fields does.
            var present = result[name];
            var patched = Apply(present, change);
            if (!ReferenceEquals(patched, present))
                result[name] = patched;
        }
        return result;
    }
}
