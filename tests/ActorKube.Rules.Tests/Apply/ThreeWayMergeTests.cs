using System.Text.Json.Nodes;
using ActorKube.Rules.Apply;
using ActorKube.TestKit;
using CsCheck;
using Xunit;

namespace ActorKube.Rules.Tests.Apply;

public sealed class ThreeWayMergeTests
{
    private static readonly Gen<JsonObject> Maps = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3]).Array[0, 4].Select(fields =>
    {
        var map = new JsonObject();
        foreach (var (name, value) in fields)
            map["abcd"[name].ToString()] = value;
        return map;
    });

    private static readonly Gen<JsonObject> Pods = Gen.Select(Maps, Gen.Select(Gen.Int[0, 2], Maps).Array[0, 3]).Select((labels, containers) => new JsonObject
    {
        ["metadata"] = new JsonObject { ["labels"] = labels.DeepClone() },
        ["spec"] = new JsonObject
        {
            ["containers"] = new JsonArray([.. containers.DistinctBy(container => container.Item1).Select(container => Named("xyz"[container.Item1].ToString(), container.Item2))]),
        },
    });

    /// <summary>Last applied, applied now, live, and what comes out.</summary>
    public static TheoryData<string, string, string, string, string> Cases => new()
    {
        { "a changed field wins", """{"a":1}""", """{"a":2}""", """{"a":1}""", """{"a":2}""" },
        { "a removed field goes", """{"a":1,"b":1}""", """{"a":1}""", """{"a":1,"b":5}""", """{"a":1}""" },
        { "a field that others set stays", """{"a":1}""", """{"a":1}""", """{"a":1,"b":5}""", """{"a":1,"b":5}""" },
        { "drift is set right", """{"a":1}""", """{"a":1}""", """{"a":7}""", """{"a":1}""" },
        { "null removes", """{}""", """{"a":null}""", """{"a":7}""", """{}""" },
        { "a plain list is replaced", """{"spec":{"args":[1]}}""", """{"spec":{"args":[2]}}""", """{"spec":{"args":[1,9]}}""", """{"spec":{"args":[2]}}""" },
        {
            "containers merge by name and keep what others added",
            """{"spec":{"containers":[{"name":"a","image":"1"},{"name":"old"}]}}""",
            """{"spec":{"containers":[{"name":"a","image":"2"}]}}""",
            """{"spec":{"containers":[{"name":"a","image":"1","tty":true},{"name":"old"},{"name":"injected"}]}}""",
            """{"spec":{"containers":[{"name":"a","image":"2","tty":true},{"name":"injected"}]}}"""
        },
        {
            "ports merge by number in containers",
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80}]}]}}""",
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":81}]}]}}""",
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"protocol":"TCP"}]}]}}""",
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":81}]}]}}"""
        },
        {
            "ports that share a number are replaced",
            """{"spec":{"containers":[{"name":"a"}]}}""",
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":53,"protocol":"TCP"},{"containerPort":53,"protocol":"UDP"}]}]}}""",
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":53,"protocol":"TCP"}]}]}}""",
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":53,"protocol":"TCP"},{"containerPort":53,"protocol":"UDP"}]}]}}"""
        },
        {
            "the manifest's order wins",
            """{"spec":{"volumes":[{"name":"a"},{"name":"b"}]}}""",
            """{"spec":{"volumes":[{"name":"b"},{"name":"a"}]}}""",
            """{"spec":{"volumes":[{"name":"a"},{"name":"b"}]}}""",
            """{"spec":{"volumes":[{"name":"b"},{"name":"a"}]}}"""
        },
        {
            "a volume that changes its kind loses the old one, defaults included",
            """{"spec":{"volumes":[{"name":"a"}]}}""",
            """{"spec":{"volumes":[{"name":"a","hostPath":{"path":"/x"}}]}}""",
            """{"spec":{"volumes":[{"name":"a","emptyDir":{}}]}}""",
            """{"spec":{"volumes":[{"name":"a","hostPath":{"path":"/x"}}]}}"""
        },
        {
            "a strategy that changes its type loses the bounds that were defaulted",
            """{"spec":{"strategy":{"type":"RollingUpdate"}}}""",
            """{"spec":{"strategy":{"type":"Recreate"}}}""",
            """{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%"}}}}""",
            """{"spec":{"strategy":{"type":"Recreate"}}}"""
        },
        {
            "a strategy that doesn't change keeps them",
            """{"spec":{"strategy":{"type":"RollingUpdate"}}}""",
            """{"spec":{"strategy":{"type":"RollingUpdate"}}}""",
            """{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%"}}}}""",
            """{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%"}}}}"""
        },
        {
            "finalizers are a set",
            """{"metadata":{"finalizers":["a/x","a/y"]}}""",
            """{"metadata":{"finalizers":["a/x"]}}""",
            """{"metadata":{"finalizers":["a/x","a/y","b/z"]}}""",
            """{"metadata":{"finalizers":["a/x","b/z"]}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Apply_merges_as_kubectl_does(string what, string original, string modified, string live, string merged)
    {
        var result = ThreeWayMerge.Merge(Json.Tree(original), Json.Tree(modified), Json.Tree(live));
        Assert.True(JsonNode.DeepEquals(Json.Tree(merged), result), $"{what}: {result.ToJsonString()}");
    }

    [Fact]
    public void Applying_twice_changes_nothing_more() => Gen.Select(Pods, Pods, Pods).Sample((original, modified, live) =>
    {
        var once = ThreeWayMerge.Merge(original, modified, (JsonObject)live.DeepClone());
        return JsonNode.DeepEquals(once, ThreeWayMerge.Merge(modified, modified, (JsonObject)once.DeepClone()));
    });

    [Fact]
    public void What_the_manifest_says_is_what_comes_out_and_what_it_no_longer_says_is_gone() => Gen.Select(Maps, Maps, Maps).Sample((original, modified, live) =>
    {
        var merged = ThreeWayMerge.Merge(original, modified, (JsonObject)live.DeepClone());
        return modified.All(field => JsonNode.DeepEquals(merged[field.Key], field.Value))
            && original.All(field => modified.ContainsKey(field.Key) || !merged.ContainsKey(field.Key))
            && live.All(field => modified.ContainsKey(field.Key) || original.ContainsKey(field.Key) || JsonNode.DeepEquals(merged[field.Key], field.Value));
    });

    private static JsonNode Named(string name, JsonObject fields)
    {
        var container = (JsonObject)fields.DeepClone();
        container["name"] = name;
        return container;
    }
}
