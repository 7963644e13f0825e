using System.Text.Json.Nodes;
using ActorKube.Rules.Patches;
using ActorKube.TestKit;
using CsCheck;
using Xunit;

namespace ActorKube.Rules.Tests.Patches;

public sealed class StrategicMergePatchTests
{
    private static readonly Gen<JsonObject> Plain = Gen.Select(JsonDocuments.Names, Gen.Int[0, 3]).Array[0, 3]
        .Select(fields => JsonDocuments.Map(fields.Select(field => (field.Item1, (JsonNode?)field.Item2))));

    /// <summary>Pods with labels, finalizers and containers that have variables.</summary>
    private static readonly Gen<JsonObject> Pods = Gen.Select(Plain, Gen.Int[0, 3].Array[0, 4], Gen.Select(Gen.Int[0, 3], Plain, Gen.Int[0, 3].Array[0, 3]).Array[0, 4])
        .Select((labels, finalizers, containers) => new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = labels.DeepClone(),
                ["finalizers"] = new JsonArray([.. finalizers.Distinct().Select(number => (JsonNode)$"x/{number}")]),
            },
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray([.. containers.DistinctBy(container => container.Item1).Select(container => Container(container.Item1, container.Item2, container.Item3))]),
            },
        });

    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "fields merge", """{"a":{"b":1,"c":2}}""", """{"a":{"b":3}}""", """{"a":{"b":3,"c":2}}""" },
        { "null removes", """{"a":1,"b":2}""", """{"a":null,"x":null}""", """{"b":2}""" },
        { "nulls don't come in with what is new", """{}""", """{"a":{"b":null,"c":1}}""", """{"a":{"c":1}}""" },
        { "a list without a key is replaced", """{"spec":{"tolerations":[{"key":"a"}]}}""", """{"spec":{"tolerations":[{"key":"b"}]}}""", """{"spec":{"tolerations":[{"key":"b"}]}}""" },
        {
            "containers merge by name, and a new one comes first",
            """{"spec":{"containers":[{"name":"a","image":"1","tty":true}]}}""",
            """{"spec":{"containers":[{"name":"a","image":"2"},{"name":"b","image":"3"}]}}""",
            """{"spec":{"containers":[{"name":"a","image":"2","tty":true},{"name":"b","image":"3"}]}}"""
        },
        {
            "as in the documentation of kubectl patch",
            """{"spec":{"template":{"spec":{"containers":[{"name":"patch-demo-ctr","image":"nginx"}],"tolerations":[{"key":"dedicated"}]}}}}""",
            """{"spec":{"template":{"spec":{"containers":[{"name":"patch-demo-ctr-2","image":"redis"}]}}}}""",
            """{"spec":{"template":{"spec":{"containers":[{"name":"patch-demo-ctr-2","image":"redis"},{"name":"patch-demo-ctr","image":"nginx"}],"tolerations":[{"key":"dedicated"}]}}}}"""
        },
        {
            "an item is deleted by its key",
            """{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""", """{"spec":{"containers":[{"$patch":"delete","name":"a"}]}}""", """{"spec":{"containers":[{"name":"b"}]}}"""
        },
        {
            "a list is replaced when asked to",
            """{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""", """{"spec":{"containers":[{"$patch":"replace"},{"name":"c"}]}}""", """{"spec":{"containers":[{"name":"c"}]}}"""
        },
        { "a map is replaced when asked to", """{"a":{"b":1,"c":2}}""", """{"a":{"$patch":"replace","d":1}}""", """{"a":{"d":1}}""" },
        { "to merge is what happens anyway", """{"a":{"b":1}}""", """{"a":{"$patch":"merge","d":1}}""", """{"a":{"b":1,"d":1}}""" },
        { "a map is emptied when asked to", """{"a":{"b":1}}""", """{"a":{"$patch":"delete"}}""", """{"a":{}}""" },
        {
            "the order of a list, with the others among it",
            """{"spec":{"containers":[{"name":"a"},{"name":"x"},{"name":"b"}]}}""", """{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}]}}""",
            """{"spec":{"containers":[{"name":"x"},{"name":"b"},{"name":"a"}]}}"""
        },
        {
            "kubectl adds, changes and deletes in one order",
            """{"spec":{"containers":[{"name":"a","image":"1"},{"name":"old"},{"name":"injected"}]}}""",
            """{"spec":{"$setElementOrder/containers":[{"name":"new"},{"name":"a"}],"containers":[{"name":"new"},{"name":"a","image":"2"},{"$patch":"delete","name":"old"}]}}""",
            """{"spec":{"containers":[{"name":"new"},{"name":"a","image":"2"},{"name":"injected"}]}}"""
        },
        {
            "finalizers are added, taken away and put in order",
            """{"metadata":{"finalizers":["a/a","b/b","c/c"]}}""",
            """{"metadata":{"$deleteFromPrimitiveList/finalizers":["b/b"],"$setElementOrder/finalizers":["d/d","a/a"],"finalizers":["d/d"]}}""",
            """{"metadata":{"finalizers":["d/d","a/a","c/c"]}}"""
        },
        {
            "keys that are not retained go",
            """{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}}""",
            """{"spec":{"strategy":{"$retainKeys":["type"],"rollingUpdate":null,"type":"Recreate"}}}""", """{"spec":{"strategy":{"type":"Recreate"}}}"""
        },
        {
            "a volume changes its kind",
            """{"spec":{"volumes":[{"name":"v","emptyDir":{}}]}}""",
            """{"spec":{"volumes":[{"$retainKeys":["name","hostPath"],"name":"v","hostPath":{"path":"/x"}}]}}""", """{"spec":{"volumes":[{"name":"v","hostPath":{"path":"/x"}}]}}"""
        },
        { "directives don't come in with what is new", """{}""", """{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"name":"a"}]}}""", """{"spec":{"containers":[{"name":"a"}]}}""" },
        { "a whole list of taints", """{"spec":{"taints":[{"key":"a","effect":"NoSchedule"}]}}""", """{"spec":{"taints":null}}""", """{"spec":{}}""" },
        { "conditions merge by type", """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""", """{"status":{"conditions":[{"type":"Ready","status":"False"}]}}""", """{"status":{"conditions":[{"type":"Ready","status":"False"}]}}""" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_strategic_patch_applies(string what, string target, string patch, string result)
    {
        var (patched, fault) = StrategicMergePatch.Apply(Json.Tree(target), Json.Tree(patch));
        Assert.Null(fault);
        Assert.Equal((what, Json.Tree(result).ToJsonString()), (what, patched!.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"spec":{"containers":[{"image":"x"}]}}""", "map: map[image:x] does not contain declared merge key: name")]
    [InlineData("""{"spec":{"$patch":"explode"}}""", "unknown patch type: explode in map: map[$patch:explode]")]
    [InlineData("""{"spec":{"$retainKeys":"type"}}""", "invalid patch format of retainKeys")]
    [InlineData("""{"spec":{"$retainKeys":["a"],"b":1}}""", "invalid patch format of retainKeys")]
    [InlineData("""{"spec":{"$setElementOrder/containers":{}}}""", "invalid patch format of setElementOrder list")]
    [InlineData("""{"metadata":{"$deleteFromPrimitiveList/finalizers":1}}""", "invalid patch format of primitive list")]
    [InlineData(
        """{"spec":{"$setElementOrder/containers":[{"name":"b"}],"containers":[{"name":"a"}]}}""",
        "The order in patch list:\n[map[name:a]]\n doesn't match $setElementOrder/containers list:\n[map[name:b]]\n")]
    public void A_malformed_patch_is_refused(string patch, string message)
    {
        var (patched, fault) = StrategicMergePatch.Apply(Json.Tree("""{"spec":{"containers":[{"name":"a"}]},"metadata":{"finalizers":["a/a"]}}"""), Json.Tree(patch));
        Assert.Null(patched);
        Assert.Equal(PatchFault.Malformed(message), fault);
    }

    [Fact]
    public void What_differs_makes_a_patch_that_makes_the_other() => Gen.Select(Pods, Pods).Sample((from, to) =>
    {
        var patched = StrategicMergePatch.Apply((JsonObject)from.DeepClone(), StrategicDifference.Between(from, to)).Patched;
        return JsonNode.DeepEquals(to, patched) ? true : throw new InvalidOperationException($"{patched?.ToJsonString()} is not {to.ToJsonString()}");
    });

    [Fact]
    public void Applying_twice_is_applying_once() => Gen.Select(Pods, Pods, Pods).Sample((target, from, to) =>
    {
        var patch = StrategicDifference.Between(from, to);
        var once = StrategicMergePatch.Apply((JsonObject)target.DeepClone(), (JsonObject)patch.DeepClone()).Patched!;
        return JsonNode.DeepEquals(once, StrategicMergePatch.Apply((JsonObject)once.DeepClone(), patch).Patched);
    });

    [Fact]
    public void The_order_that_is_given_is_the_order_that_comes_out() => Gen.Select(Pods, Gen.Shuffle(new[] { "c0", "c1", "c2", "c3" })).Sample((pod, order) =>
    {
        var directive = new JsonArray([.. order.Select(name => (JsonNode)new JsonObject { ["name"] = name })]);
        var patched = StrategicMergePatch.Apply((JsonObject)pod.DeepClone(), new JsonObject { ["spec"] = new JsonObject { ["$setElementOrder/containers"] = directive } }).Patched!;
        var names = Names(patched);
        return names.SequenceEqual(order.Where(names.Contains)) && names.ToHashSet().SetEquals(Names(pod));
    });

    [Fact]
    public void An_empty_patch_changes_nothing() =>
        Pods.Sample(pod => JsonNode.DeepEquals(pod, StrategicMergePatch.Apply((JsonObject)pod.DeepClone(), []).Patched));

    private static List<string> Names(JsonObject pod) => [.. pod.At("spec.containers")!.AsArray().Select(container => (string)container!["name"]!)];

    private static JsonObject Container(int number, JsonObject fields, int[] variables)
    {
        var container = (JsonObject)fields.DeepClone();
        container["name"] = $"c{number}";
        container["env"] = new JsonArray([.. variables.Distinct().Select(variable => (JsonNode)new JsonObject { ["name"] = $"v{variable}", ["value"] = $"{variable + number}" })]);
        return container;
    }
}
