using System.Text.Json.Nodes;
using ActorKube.Rules.Patches;
using CsCheck;
using Xunit;

namespace ActorKube.Rules.Tests.Patches;

public sealed class RfcMergePatchTests
{
    private static readonly Gen<string> Names = Gen.Int[0, 2].Select(index => "abc"[index].ToString());

    private static readonly Gen<JsonNode> Leaves = Gen.Int[0, 3].Select(number => (JsonNode)JsonValue.Create(number));

    private static readonly Gen<JsonNode> Documents = Gen.Recursive<JsonNode>((depth, inner) =>
    {
        if (depth > 3)
            return Leaves;
        Gen<JsonNode> maps = Gen.Select(Names, inner).Array[0, 3].Select(fields =>
        {
            var map = new JsonObject();
            foreach (var (name, value) in fields)
                map[name] = value.DeepClone();
            return (JsonNode)map;
        });
        Gen<JsonNode> lists = inner.Array[0, 2].Select(items => (JsonNode)new JsonArray([.. items.Select(item => item.DeepClone())]));
        return Gen.Frequency<JsonNode>((3, Leaves), (4, maps), (1, lists));
    });

    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", """{}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""{"a":"foo"}""", "null", "null")]
    [InlineData("""{"a":"foo"}""", "\"bar\"", "\"bar\"")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""[1,2]""", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void The_examples_of_the_RFC_hold(string target, string patch, string result) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(result), RfcMergePatch.Apply(JsonNode.Parse(target), JsonNode.Parse(patch))));

    [Fact]
    public void Applying_a_patch_twice_is_applying_it_once() => Gen.Select(Documents, Documents).Sample((target, patch) =>
    {
        var once = RfcMergePatch.Apply(target.DeepClone(), patch);
        return JsonNode.DeepEquals(once, RfcMergePatch.Apply(once?.DeepClone(), patch));
    });

    [Fact]
    public void A_document_without_nulls_patches_nothing_into_itself() =>
        Documents.Sample(document => JsonNode.DeepEquals(document, RfcMergePatch.Apply(null, document)));
}
