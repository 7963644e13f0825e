using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Patches;
using CsCheck;
using Xunit;

namespace ActorKube.Rules.Tests.Patches;

public sealed class JsonPatchTests
{
    /// <summary>The examples of RFC 6902, appendix A, and a few more.</summary>
    public static TheoryData<string, string, string, string> Applied => new()
    {
        { "A.1 adding a member", """{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux"}]""", """{"baz":"qux","foo":"bar"}""" },
        { "A.2 adding an item", """{"foo":["bar","baz"]}""", """[{"op":"add","path":"/foo/1","value":"qux"}]""", """{"foo":["bar","qux","baz"]}""" },
        { "A.3 removing a member", """{"baz":"qux","foo":"bar"}""", """[{"op":"remove","path":"/baz"}]""", """{"foo":"bar"}""" },
        { "A.4 removing an item", """{"foo":["bar","qux","baz"]}""", """[{"op":"remove","path":"/foo/1"}]""", """{"foo":["bar","baz"]}""" },
        { "A.5 replacing a value", """{"baz":"qux","foo":"bar"}""", """[{"op":"replace","path":"/baz","value":"boo"}]""", """{"baz":"boo","foo":"bar"}""" },
        {
            "A.6 moving a value", """{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}""",
            """[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]""", """{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}"""
        },
        { "A.7 moving an item", """{"foo":["all","grass","cows","eat"]}""", """[{"op":"move","from":"/foo/1","path":"/foo/3"}]""", """{"foo":["all","cows","eat","grass"]}""" },
        {
            "A.8 testing a value", """{"baz":"qux","foo":["a",2,"c"]}""",
            """[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]""", """{"baz":"qux","foo":["a",2,"c"]}"""
        },
        { "A.10 adding a nested member", """{"foo":"bar"}""", """[{"op":"add","path":"/child","value":{"grandchild":{}}}]""", """{"foo":"bar","child":{"grandchild":{}}}""" },
        { "A.11 ignoring what isn't known", """{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux","xyz":123}]""", """{"foo":"bar","baz":"qux"}""" },
        { "A.14 escapes", """{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":10}]""", """{"/":9,"~1":10}""" },
        { "A.16 adding a list as an item", """{"foo":["bar"]}""", """[{"op":"add","path":"/foo/-","value":["abc","def"]}]""", """{"foo":["bar",["abc","def"]]}""" },
        { "the slash of an annotation", """{"a":{}}""", """[{"op":"add","path":"/a/x.io~1y","value":"z"}]""", """{"a":{"x.io/y":"z"}}""" },
        { "copying", """{"a":{"b":1}}""", """[{"op":"copy","from":"/a","path":"/c"}]""", """{"a":{"b":1},"c":{"b":1}}""" },
        { "adding over a member", """{"a":1}""", """[{"op":"add","path":"/a","value":null}]""", """{"a":null}""" },
        { "the whole document", """{"a":1}""", """[{"op":"replace","path":"","value":{"b":2}}]""", """{"b":2}""" },
        { "an empty name", """{"":1}""", """[{"op":"replace","path":"/","value":2}]""", """{"":2}""" },
        { "at the end by number", """{"a":[1]}""", """[{"op":"add","path":"/a/1","value":2}]""", """{"a":[1,2]}""" },
        { "nothing to do", """{"a":1}""", "[]", """{"a":1}""" },
    };

    [Theory]
    [MemberData(nameof(Applied))]
    public void A_patch_applies(string what, string document, string patch, string result)
    {
        var (patched, fault) = Apply(document, patch);
        Assert.Null(fault);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(result), patched), $"{what}: {patched?.ToJsonString()}");
    }

    [Theory]
    [InlineData("""{"baz":"qux"}""", """[{"op":"test","path":"/baz","value":"bar"}]""")] // A.9
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz/bat","value":"qux"}]""")] // A.12
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":"10"}]""")] // A.15
    [InlineData("{}", """[{"op":"replace","path":"/a","value":1}]""")]
    [InlineData("{}", """[{"op":"remove","path":"/a"}]""")]
    [InlineData("""{"a":[]}""", """[{"op":"remove","path":"/a/0"}]""")]
    [InlineData("""{"a":[]}""", """[{"op":"add","path":"/a/1","value":1}]""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"replace","path":"/a/01","value":1}]""")]
    [InlineData("""{"a":[1]}""", """[{"op":"replace","path":"/a/-","value":1}]""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"move","from":"/a","path":"/a/b"}]""")]
    [InlineData("""{"a":1}""", """[{"op":"move","from":"/b","path":"/c"}]""")]
    [InlineData("""{"a":1}""", """[{"op":"copy","path":"/c"}]""")]
    [InlineData("""{"a":1}""", """[{"op":"frobnicate","path":"/a"}]""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"a","value":1}]""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/~2","value":1}]""")]
    [InlineData("""{"a":1}""", """[{"op":"add","value":1}]""")]
    public void A_patch_that_does_not_apply_is_refused_as_upstream_does(string document, string patch)
    {
        var (_, fault) = Apply(document, patch);
        Assert.Equal(new PatchFault(RefusalReason.Invalid, "the server rejected our request due to an error in our request"), fault);
    }

    [Fact]
    public void A_patch_has_ten_thousand_operations_at_most()
    {
        var operations = new JsonArray([.. Enumerable.Range(0, 10_001).Select(_ => (JsonNode)new JsonObject { ["op"] = "remove", ["path"] = "/a" })]);
        var (_, fault) = JsonPatch.Read(operations, out _);
        Assert.Equal(
            new PatchFault(RefusalReason.RequestEntityTooLarge, "The allowed maximum operations in a JSON patch is 10000, got 10001"), fault);
    }

    [Fact]
    public void Copies_cannot_double_a_document_without_end()
    {
        var doubling = new JsonArray([.. Enumerable.Range(0, 40).Select(_ => (JsonNode)new JsonObject { ["op"] = "copy", ["from"] = "/a", ["path"] = "/a/-" })]);
        var (patch, _) = JsonPatch.Read(doubling, out _);
        var (_, fault) = patch!.Apply(JsonNode.Parse("""{"a":["some text"]}"""));
        Assert.Equal(RefusalReason.RequestEntityTooLarge, fault!.Reason);
    }

    [Fact]
    public void What_is_added_can_be_tested_and_removed_again() => Gen.Select(JsonDocuments.Any, JsonDocuments.Any).Sample((document, value) =>
    {
        var target = new JsonObject { ["d"] = document?.DeepClone() };
        var patch = new JsonArray(
            Operation("add", "/new", value), Operation("test", "/new", value), new JsonObject { ["op"] = "remove", ["path"] = "/new" });
        return JsonNode.DeepEquals(target, JsonPatch.Read(patch, out _).Patch!.Apply(target.DeepClone()).Document);
    });

    [Fact]
    public void Moving_is_copying_and_removing() => Gen.Select(JsonDocuments.Any, JsonDocuments.Names, JsonDocuments.Names).Sample((document, from, to) =>
    {
        if (from == to || document is not JsonObject target || !target.ContainsKey(from))
            return true;
        var move = new JsonArray(new JsonObject { ["op"] = "move", ["from"] = $"/{from}", ["path"] = $"/{to}" });
        var copy = new JsonArray(
            new JsonObject { ["op"] = "copy", ["from"] = $"/{from}", ["path"] = $"/{to}" }, new JsonObject { ["op"] = "remove", ["path"] = $"/{from}" });
        return JsonNode.DeepEquals(
            JsonPatch.Read(move, out _).Patch!.Apply(target.DeepClone()).Document, JsonPatch.Read(copy, out _).Patch!.Apply(target.DeepClone()).Document);
    });

    private static JsonObject Operation(string op, string path, JsonNode? value) => new() { ["op"] = op, ["path"] = path, ["value"] = value?.DeepClone() };

    private static (JsonNode? Document, PatchFault? Fault) Apply(string document, string patch)
    {
        var (read, fault) = JsonPatch.Read(JsonNode.Parse(patch), out _);
        return read is null ? (null, fault) : read.Apply(JsonNode.Parse(document));
    }
}
