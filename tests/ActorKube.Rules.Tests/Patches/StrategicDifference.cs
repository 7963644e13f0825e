using System.Text.Json.Nodes;
using ActorKube.Rules.Patches;

namespace ActorKube.Rules.Tests.Patches;

/// <summary>Makes strategic merge patches as kubectl does: for each list the order, the items that differ, and those to delete.</summary>
internal static class StrategicDifference
{
    internal static JsonObject Between(JsonObject from, JsonObject to) => Maps(from, to, "");

    private static JsonObject Maps(JsonObject from, JsonObject to, string field)
    {
        var patch = new JsonObject();
        foreach (var (name, _) in from)
            if (!to.ContainsKey(name))
                patch[name] = null;
        foreach (var (name, wanted) in to)
        {
            if (JsonNode.DeepEquals(from[name], wanted))
                continue;
            if (from[name] is JsonObject before && wanted is JsonObject after)
                patch[name] = Maps(before, after, name);
            else if (from[name] is JsonArray items && wanted is JsonArray changed && ListMerge.Of(field, name) is { } strategy)
                Lists(patch, name, items, changed, strategy);
            else
                patch[name] = wanted?.DeepClone();
        }
        return patch;
    }

    private static void Lists(JsonObject patch, string name, JsonArray from, JsonArray to, ListMerge strategy)
    {
        var (before, after) = (from.Select(strategy.KeyOf).ToList(), to.Select(strategy.KeyOf).ToList());
        patch[Directives.SetElementOrder + name] = new JsonArray([.. to.Select(item => Key(item, strategy))]);
        if (strategy.IsSet)
        {
            patch[Directives.DeleteFromPrimitiveList + name] = new JsonArray([.. from.Where(item => !after.Contains(strategy.KeyOf(item))).Select(item => item!.DeepClone())]);
            patch[name] = new JsonArray([.. to.Where(item => !before.Contains(strategy.KeyOf(item))).Select(item => item!.DeepClone())]);
            return;
        }
        var changes = new JsonArray();
        foreach (var item in to.OfType<JsonObject>())
        {
            var at = before.IndexOf(strategy.KeyOf(item));
            var change = at < 0 ? (JsonObject)item.DeepClone() : Maps((JsonObject)from[at]!, item, name);
            change[strategy.Key] = item[strategy.Key]!.DeepClone();
            changes.Add((JsonNode)change);
        }
        foreach (var gone in from.OfType<JsonObject>().Where(item => !after.Contains(strategy.KeyOf(item))))
            changes.Add((JsonNode)new JsonObject { [Directives.Patch] = Directives.Delete, [strategy.Key] = gone[strategy.Key]!.DeepClone() });
        patch[name] = changes;
    }

    private static JsonNode Key(JsonNode? item, ListMerge strategy) =>
        strategy.IsSet ? item!.DeepClone() : new JsonObject { [strategy.Key] = item![strategy.Key]!.DeepClone() };
}
