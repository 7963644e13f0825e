using System.Text.Json.Nodes;

namespace ActorKube.Rules.Patches;

/// <summary>What a strategic merge patch does to the lists of one map.</summary>
/// <param name="patch">The patch, which merges the items and takes the faults.</param>
/// <param name="parent">The field that holds the map.</param>
internal sealed class StrategicLists(StrategicMergePatch patch, string parent)
{
    private HashSet<string>? _done;

    /// <summary>True for a list that was merged as it was put in order.</summary>
    internal bool IsDone(string name) => _done?.Contains(name) == true;

    /// <summary>Merges the lists whose order the patch gives, and puts them in that order.</summary>
    internal void Order(JsonObject target, JsonObject changes)
    {
        foreach (var (name, directive) in Named(changes, Directives.SetElementOrder))
        {
            if (directive is not JsonArray order)
            {
                patch.Refuse("invalid patch format of setElementOrder list");
                return;
            }
            var (present, change) = (target[name] as JsonArray, changes[name] as JsonArray);
            if (present is null && change is null)
                continue;
            var strategy = ListMerge.Of(parent, name) ?? ListMerge.Plain;
            if (change is not null && !Follows(change, order, strategy))
            {
                patch.Refuse($"The order in patch list:\n{GoText.Of(change)}\n doesn't match {Directives.SetElementOrder}{name} list:\n{GoText.Of(order)}\n");
                return;
            }
            var live = (present ?? []).Select(strategy.KeyOf).ToList();
            var merged = change is null ? present!.DeepClone().AsArray() : Merge((JsonArray?)present?.DeepClone() ?? [], change, name);
            target[name] = Arrange(merged, [.. order.Select(strategy.KeyOf)], live, strategy);
            (_done ??= []).Add(name);
        }
    }

    /// <summary>Takes the values away that the patch names.</summary>
    internal void DeleteValues(JsonObject target, JsonObject changes)
    {
        foreach (var (name, directive) in Named(changes, Directives.DeleteFromPrimitiveList))
        {
            if (directive is not JsonArray values)
            {
                patch.Refuse("invalid patch format of primitive list");
                return;
            }
            if (target[name] is not JsonArray items)
                continue;
            var gone = values.Select(ListMerge.Plain.KeyOf).ToHashSet();
            items.RemoveAll(item => gone.Contains(ListMerge.Plain.KeyOf(item)));
        }
    }

    /// <summary>The merged list; <paramref name="present"/> is used up.</summary>
    internal JsonArray Merge(JsonArray present, JsonArray changes, string name)
    {
        if (ListMerge.Of(parent, name) is not { } strategy)
            return (JsonArray)Directives.Without(changes)!;
        return strategy.IsSet ? MergeValues(present, changes) : MergeItems(present, changes, strategy, name);
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Named(JsonObject changes, string directive) => changes
        .Where(change => change.Key.StartsWith(directive, StringComparison.Ordinal))
        .Select(change => (change.Key[directive.Length..], change.Value));

    // Every item of the patch must have a place in the order, one after the other.
    private static bool Follows(JsonArray change, JsonArray order, ListMerge strategy)
    {
        var places = order.Select(strategy.KeyOf).ToList();
        var last = -1;
        foreach (var item in change.Where(item => Directives.Action(item).Length == 0))
        {
            var place = strategy.KeyOf(item) is { } key ? places.IndexOf(key, last + 1) : -1;
            if (place < 0)
                return false;
            last = place;
        }
        return true;
    }

    private static JsonArray MergeValues(JsonArray present, JsonArray changes)
    {
        var seen = new HashSet<string>();
        return new JsonArray([.. present.Concat(changes)
            .Where(value => ListMerge.Plain.KeyOf(value) is { } key && seen.Add(key)).Select(value => value?.DeepClone())]);
    }

    private JsonArray MergeItems(JsonArray present, JsonArray changes, ListMerge strategy, string name)
    {
        var wanted = changes.Where(item => Directives.Action(item).Length == 0).ToList();
        if (changes.FirstOrDefault(item => Directives.Action(item) is not ("" or Directives.Delete or Directives.Replace)) is { } unknown)
            patch.Refuse($"unknown patch type: {Directives.Action(unknown)} in map: {GoText.Of(unknown)}");
        if (changes.FirstOrDefault(item => Directives.Action(item) != Directives.Replace && strategy.KeyOf(item) is null) is { } keyless)
            patch.Refuse($"map: {GoText.Of(keyless)} does not contain declared merge key: {strategy.Key}");
        if (changes.Any(item => Directives.Action(item) == Directives.Replace))
            return new JsonArray([.. wanted.Select(Directives.Without)]);
        var live = present.Select(strategy.KeyOf).ToList();
        var gone = changes.Where(item => Directives.Action(item) == Directives.Delete).Select(strategy.KeyOf).ToHashSet();
        var items = present.Where(item => strategy.KeyOf(item) is not { } key || !gone.Contains(key)).Select(item => item?.DeepClone()).ToList();
        foreach (var change in wanted.OfType<JsonObject>())
        {
            var at = items.FindIndex(item => strategy.KeyOf(item) == strategy.KeyOf(change));
            if (at >= 0 && items[at] is JsonObject item)
                items[at] = patch.MergeMap(item, change, name);
            else if (Directives.Without(change) is { } added)
                items.Add(added);
        }
        return Arrange(new JsonArray([.. items]), [.. wanted.Select(strategy.KeyOf)], live, strategy);
    }

    /// <summary>The merged items in the client's order, with those that it doesn't name among them as they stood.</summary>
    private static JsonArray Arrange(JsonArray merged, List<string?> order, List<string?> live, ListMerge strategy)
    {
        var items = merged.ToList();
        merged.Clear();
        var ordered = items.Where(item => order.Contains(strategy.KeyOf(item))).OrderBy(item => order.IndexOf(strategy.KeyOf(item))).ToList();
        return ElementOrder.Interleave(ordered, [.. items.Where(item => !order.Contains(strategy.KeyOf(item)))], live, strategy.KeyOf);
    }
}
