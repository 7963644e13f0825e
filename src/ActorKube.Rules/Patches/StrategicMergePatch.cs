using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Patches;

/// <summary>
/// Strategic merge patch: a merge patch that merges lists whose items have a key, and that may hold directives: fields that say how, instead of what.
/// </summary>
/// <remarks>
/// Source: https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md.
/// </remarks>
internal sealed class StrategicMergePatch
{
    private PatchFault? _fault;

    private StrategicMergePatch() { }

    /// <summary>The patched object, or why there is none. Both arguments are used up; neither shares anything with the result.</summary>
    internal static (JsonObject? Patched, PatchFault? Fault) Apply(JsonObject target, JsonObject patch)
    {
        var patching = new StrategicMergePatch();
        var patched = patching.MergeMap(target, patch, "");
        return patching._fault is { } fault ? (null, fault) : (patched, null);
    }

    /// <summary>Merges a map; <paramref name="field"/> is the field that holds it, or that holds its list.</summary>
    internal JsonObject MergeMap(JsonObject target, JsonObject patch, string field)
    {
        switch (Directives.Action(patch))
        {
            case "":
                break;
            case Directives.Replace:
                var whole = (JsonObject)patch.DeepClone();
                whole.Remove(Directives.Patch);
                return whole;
            case Directives.Delete:
                return [];
            case var other:
                Refuse($"unknown patch type: {other} in map: {GoText.Of(patch)}");
                return target;
        }
        RetainKeys(target, patch);
        var lists = new StrategicLists(this, field);
        lists.Order(target, patch);
        lists.DeleteValues(target, patch);
        foreach (var (name, change) in patch)
            if (!Directives.IsDirective(name) && !lists.IsDone(name))
                MergeField(target, name, change, lists);
        return target;
    }

    internal void Refuse(string message) => _fault ??= PatchFault.Malformed(message);

    private void MergeField(JsonObject target, string name, JsonNode? change, StrategicLists lists)
    {
        if (change is null)
        {
            target.Remove(name);
            return;
        }
        // An object that is changed stays where it is, so that the order of fields does.
        var present = target[name];
        var merged = (present, change) switch
        {
            (JsonObject fields, JsonObject changes) => MergeMap(fields, changes, name),
            (JsonArray items, JsonArray changes) => lists.Merge(items, changes, name),
            (_, JsonArray changes) => lists.Merge([], changes, name),
            _ => Directives.Without(change),
        };
        if (merged is null)
            target.Remove(name);
        else if (!ReferenceEquals(merged, present))
            target[name] = merged;
    }

    private void RetainKeys(JsonObject target, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(Directives.RetainKeys, out var directive))
            return;
        if (directive is not JsonArray names || names.Any(name => name.AsText() is null))
        {
            Refuse("invalid patch format of retainKeys");
            return;
        }
        var kept = names.Texts().ToHashSet();
        if (patch.Any(change => change.Value is not null && !Directives.IsDirective(change.Key) && !kept.Contains(change.Key)))
        {
            Refuse("invalid patch format of retainKeys");
            return;
        }
        foreach (var name in target.Select(entry => entry.Key).Where(name => !kept.Contains(name)).ToList())
            target.Remove(name);
    }
}
