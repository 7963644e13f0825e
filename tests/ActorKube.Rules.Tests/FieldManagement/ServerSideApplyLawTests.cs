using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.FieldManagement;
using ActorKube.Rules.Tests.Writes;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using CsCheck;
using Xunit;

namespace ActorKube.Rules.Tests.FieldManagement;

public sealed class ServerSideApplyLawTests
{
    private static readonly ResourceKey Web = new(KindCatalogue.Deployment, "default", "web");
    private static readonly FieldSchema Schema = FieldSchema.Of(KindCatalogue.Deployment.ModelType);

    private static readonly Gen<JsonObject> Texts = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2]).Array[0, 3].Select(entries =>
    {
        var map = new JsonObject();
        foreach (var (name, value) in entries)
            map[$"x{name}"] = $"{value}";
        return map;
    });

    private static readonly Gen<JsonArray> Containers = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Texts).Array[0, 3].Select(items => new JsonArray(
        [.. items.DistinctBy(item => item.Item1).Select(item => (JsonNode)new JsonObject
        {
            ["name"] = $"c{item.Item1}", ["image"] = $"image:{item.Item2}",
            ["env"] = new JsonArray([.. item.Item3.Select(variable => (JsonNode)new JsonObject { ["name"] = variable.Key, ["value"] = variable.Value!.DeepClone() })]),
        })]));

    /// <summary>Configurations of a Deployment: labels, annotations, finalizers, a node selector, containers with variables.</summary>
    private static readonly Gen<JsonObject> Configurations = Gen.Select(Texts, Texts, Texts, Containers, Gen.Int[0, 3].Array[0, 3]).Select((labels, annotations, nodes, containers, finalizers) =>
    {
        var spec = new JsonObject { ["containers"] = containers.DeepClone() };
        if (nodes.Count > 0)
            spec["nodeSelector"] = nodes.DeepClone();
        var configuration = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = labels.DeepClone(), ["annotations"] = annotations.DeepClone(),
                ["finalizers"] = new JsonArray([.. finalizers.Distinct().Select(number => (JsonNode)$"example.com/f{number}")]),
            },
            ["spec"] = new JsonObject { ["template"] = new JsonObject { ["spec"] = spec } },
        };
        DropEmpty(configuration);
        return configuration;
    });

    [Fact]
    public void Applying_again_changes_nothing() => Gen.Select(Configurations, Configurations).Sample((first, second) =>
    {
        var world = Begin();
        Apply(world, "one", first);
        Apply(world, "two", second, force: true);
        return Apply(world, "two", second) is WriteDecision.Keep;
    });

    [Fact]
    public void Managers_that_want_different_things_may_come_in_any_order() => Gen.Select(Configurations, Configurations).Sample((first, second) =>
    {
        var (one, other) = (Renamed(first, "a"), Renamed(second, "b"));
        var (forth, back) = (Begin(), Begin());
        Apply(forth, "one", one);
        Apply(forth, "two", other);
        Apply(back, "two", other);
        Apply(back, "one", one);
        return Same(Unordered(forth), Unordered(back));
    });

    [Fact]
    public void What_is_applied_and_taken_back_leaves_the_object_as_it_was() => Gen.Select(Configurations, Configurations).Sample((theirs, mine) =>
    {
        var world = Begin();
        Apply(world, "they", Renamed(theirs, "a"));
        var before = Bare(world);
        Apply(world, "me", Renamed(mine, "b"));
        Apply(world, "me", []);
        return Same(before, Bare(world));
    });

    [Fact]
    public void Force_makes_all_of_it_ones_own() => Gen.Select(Configurations, Configurations).Sample((theirs, mine) =>
    {
        var world = Begin();
        Apply(world, "they", theirs);
        Apply(world, "me", mine, force: true);
        var (me, they) = (Owned(world, "me"), Owned(world, "they"));
        var live = world[Web].ToTree();
        // What both own still is as both want it.
        var shared = me.Intersect(they);
        return Covers(me, Places.Of(mine, Schema)) && Covers(Places.WithNamedFields(Places.Of(live, Schema), Schema), me)
            && Comparison.Of((JsonObject)StructuredMerge.Merge(live, theirs, Schema)!, live, Schema).Changed.Intersect(shared).IsEmpty;
    });

    [Fact]
    public void Nobody_loses_what_others_do_not_take() => Gen.Select(Gen.Int[0, 2], Configurations).Array[1, 6].Sample(applies =>
    {
        var world = Begin();
        foreach (var (manager, configuration) in applies)
        {
            var before = Managers(world);
            if (Apply(world, $"m{manager}", configuration) is WriteDecision.Refuse)
                continue;
            var live = Places.WithNamedFields(Places.Of(world[Web].ToTree(), Schema), Schema);
            if (!before.Where(entry => entry.Manager != $"m{manager}").All(entry => Covers(live, entry.Fields)))
                return false;
            if (!Managers(world).All(entry => Covers(live, entry.Fields)))
                return false;
        }
        return true;
    });

    [Fact]
    public void A_set_of_places_survives_its_JSON() => Configurations.Sample(configuration =>
    {
        var places = Places.Of(configuration, Schema);
        return FieldsV1.Read(FieldsV1.Write(places)).SameAs(places);
    });

    [Fact]
    public void Sets_of_places_keep_the_laws_of_sets() => Gen.Select(Configurations, Configurations).Sample((first, second) =>
    {
        var (one, other) = (Places.Of(first, Schema), Places.Of(second, Schema));
        return one.Union(other).SameAs(other.Union(one))
            && one.Intersect(other).SameAs(other.Intersect(one))
            && one.Except(other).Union(one.Intersect(other)).SameAs(one)
            && one.Except(one).IsEmpty
            && one.Union(one).SameAs(one)
            && one.Union(other).Places().Count() == one.Places().Concat(other.Places()).Select(place => PathStep.Show(place)).Distinct().Count();
    });

    [Fact]
    public void What_changed_is_what_a_merge_brings() => Gen.Select(Configurations, Configurations).Sample((live, applied) =>
    {
        var merged = (JsonObject)StructuredMerge.Merge(live, applied, Schema)!;
        var changes = Comparison.Of(live, merged, Schema);
        return changes.Removed.IsEmpty && Same(merged, (JsonObject)StructuredMerge.Merge(merged, applied, Schema)!)
            && ReferenceEquals(Comparison.Of(merged, (JsonObject)merged.DeepClone(), Schema), Comparison.Same);
    });

    private static World Begin()
    {
        var world = new World { Options = new() { FieldManager = "owner" } };
        World.Put(world.Patch(Web, PatchType.Apply,
            """
            {"spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"main","image":"nginx"}]}}}}
            """));
        return world;
    }

    private static WriteDecision Apply(World world, string manager, JsonObject configuration, bool force = false)
    {
        world.Options = new() { FieldManager = manager, Force = force };
        return world.Patch(Web, PatchType.Apply, configuration.ToJsonString());
    }

    /// <summary>The same configuration with names that only this manager uses.</summary>
    private static JsonObject Renamed(JsonObject configuration, string prefix)
    {
        var text = configuration.ToJsonString();
        // The node selector is owned as a whole, so two can't have one.
        var renamed = Json.Tree(text.Replace("\"x", $"\"{prefix}", StringComparison.Ordinal).Replace("\"c", $"\"{prefix}c", StringComparison.Ordinal)
            .Replace($"\"{prefix}containers", "\"containers", StringComparison.Ordinal).Replace("example.com/f", $"example.com/{prefix}", StringComparison.Ordinal));
        renamed.At("spec.template.spec")?.AsObject().Remove("nodeSelector");
        return renamed;
    }

    private static JsonObject Bare(World world)
    {
        var tree = world[Web].ToTree();
        foreach (var field in new[] { "managedFields", "resourceVersion", "generation" })
            tree["metadata"]!.AsObject().Remove(field);
        DropEmpty(tree);
        return tree;
    }

    // Upstream's types don't tell a list or map without entries from one that isn't there.
    private static void DropEmpty(JsonNode? node)
    {
        foreach (var item in node as JsonArray ?? [])
            DropEmpty(item);
        if (node is not JsonObject fields)
            return;
        foreach (var (name, value) in fields.ToList())
        {
            DropEmpty(value);
            if (value is JsonArray { Count: 0 } or JsonObject { Count: 0 })
                fields.Remove(name);
        }
    }

    /// <summary>The object, with items that two managers brought in the order of their text: whoever comes first stands first.</summary>
    private static JsonObject Unordered(World world)
    {
        var tree = Bare(world);
        if (tree.At("metadata.finalizers") is JsonArray finalizers)
            tree["metadata"]!["finalizers"] = Sorted(finalizers);
        tree["spec"]!["template"]!["spec"]!["containers"] = Sorted(tree.At("spec.template.spec.containers")!.AsArray());
        return tree;
    }

    private static JsonArray Sorted(JsonArray items) =>
        new([.. items.OrderBy(item => item!.ToJsonString(), StringComparer.Ordinal).Select(item => item!.DeepClone())]);

    private static bool Same(JsonObject one, JsonObject other) =>
        JsonNode.DeepEquals(one, other) ? true : throw new InvalidOperationException($"{one.ToJsonString()} is not {other.ToJsonString()}");

    private static bool Covers(FieldSet all, FieldSet some) =>
        some.Except(all).IsEmpty ? true : throw new InvalidOperationException($"{some.Except(all)} is missing");

    private static IEnumerable<ManagedEntry> Managers(World world) => ManagedFields.Read(world[Web].ToTree().At("metadata.managedFields"))!.Entries;

    private static FieldSet Owned(World world, string manager) =>
        Managers(world).FirstOrDefault(entry => entry.Manager == manager)?.Fields ?? FieldSet.Empty;
}
