using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Patches;

namespace ActorKube.Rules.Apply;

/// <summary>
/// Merges a manifest into the live object: what the manifest has wins, what it had and has no longer goes, and what others set stays.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#merge-patch-calculation.</remarks>
internal static class ThreeWayMerge
{
    /// <summary>The merged object. <paramref name="live"/> is used up; nothing of the others is shared with the result.</summary>
    internal static JsonObject Merge(JsonObject original, JsonObject modified, JsonObject live) =>
        MergeMaps(original, modified, live, "", "");

    private static JsonNode? MergeValues(JsonNode? original, JsonNode? modified, JsonNode? live, string parent, string field) => (modified, live) switch
    {
        (JsonObject wanted, JsonObject present) => MergeMaps(original as JsonObject, wanted, present, parent, field),
        (JsonArray wanted, JsonArray present) when ListMerge.Of(parent, field) is { } strategy =>
            KeyedList.Merge(original as JsonArray ?? [], wanted, present, strategy, field),
        _ => modified?.DeepClone(),
    };

    /// <summary>Merges maps; <paramref name="field"/> is the field that holds them (or their list), <paramref name="parent"/> the one that holds that.</summary>
    internal static JsonObject MergeMaps(JsonObject? original, JsonObject modified, JsonObject live, string parent, string field, bool retainKeys = false)
    {
        retainKeys |= ListMerge.RetainsKeys(parent, field);
        var before = retainKeys ? live.DeepClone() : null;
        foreach (var (name, _) in original ?? [])
            if (!modified.ContainsKey(name))
                live.Remove(name);
        foreach (var (name, wanted) in modified)
        {
            if (wanted is null)
            {
                live.Remove(name);
                continue;
            }
            var present = live[name];
            var merged = MergeValues(original?[name], wanted, present, field, name);
            if (!ReferenceEquals(merged, present))
                live[name] = merged;
        }
        if (before is not null && !live.SameAs(before))
        {
            foreach (var name in live.Select(entry => entry.Key).Where(name => !modified.ContainsKey(name)).ToList())
                live.Remove(name);
        }
        return live;
    }
}
