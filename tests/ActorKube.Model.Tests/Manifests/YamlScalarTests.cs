using Xunit;

namespace ActorKube.Model.Tests.Manifests;

/// <summary>What kubectl's YAML makes of scalars: YAML 1.1 in the manner of go-yaml v2.</summary>
public sealed class YamlScalarTests
{
    [Theory]
    [InlineData("true", "true")]
    [InlineData("True", "true")]
    [InlineData("yes", "true")]
    [InlineData("on", "true")]
    [InlineData("y", "true")]
    [InlineData("N", "false")]
    [InlineData("off", "false")]
    [InlineData("tRUE", "\"tRUE\"")]
    [InlineData("", "null")]
    [InlineData("~", "null")]
    [InlineData("Null", "null")]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("12", "12")]
    [InlineData("+12", "12")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("0755", "493")]
    [InlineData("0o755", "493")]
    [InlineData("-010", "-8")]
    [InlineData("08", "8")]
    [InlineData("0x1F", "31")]
    [InlineData("0b101", "5")]
    [InlineData("1_000", "1000")]
    [InlineData("0.5", "0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("1.0", "1")]
    [InlineData("1e3", "1000")]
    [InlineData("-1.5e-3", "-0.0015")]
    [InlineData("1Gi", "\"1Gi\"")]
    [InlineData("100m", "\"100m\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("10.0.0.1", "\"10.0.0.1\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("2026-01-01", "\"2026-01-01\"")]
    [InlineData("2026-01-01T12:00:00Z", "\"2026-01-01T12:00:00Z\"")]
    [InlineData("0x", "\"0x\"")]
    [InlineData("--", "\"--\"")]
    [InlineData("1e", "\"1e\"")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("\"12\"", "\"12\"")]
    [InlineData("'~'", "\"~\"")]
    [InlineData("!!str 12", "\"12\"")]
    [InlineData("! 12", "\"12\"")]
    [InlineData("!!int '12'", "12")]
    [InlineData("!!float 1", "1")]
    [InlineData("!!bool 'yes'", "true")]
    [InlineData("!!null ''", "null")]
    [InlineData("!!binary aGk=", "\"hi\"")]
    [InlineData("[]", "[]")]
    [InlineData("{}", "{}")]
    public void Is_typed_as_kubectl_types_it(string yaml, string json) => Assert.Equal(json, Reading.Value(yaml));

    [Theory]
    [InlineData("|\n    a\n    b\n", "\"a\\nb\\n\"")]
    [InlineData(">-\n    a\n    b\n", "\"a b\"")]
    [InlineData("|-\n    12", "\"12\"")]
    [InlineData("\"a\\n\\u00e9\\U0001F600\"", "\"a\\né😀\"")]
    [InlineData("漢字 # comment", "\"漢字\"")]
    public void Block_and_escaped_text_is_text(string yaml, string json) =>
        Assert.Equal(json, Reading.Value(yaml).Replace("\\u00E9", "é").Replace("\\uD83D\\uDE00", "😀").Replace("\\u6F22\\u5B57", "漢字"));

    [Theory]
    [InlineData("{1: a, true: b, on : c, null: d}", "key \"true\" already set in map")]
    public void Keys_are_typed_before_they_become_text(string yaml, string fault) =>
        Assert.Contains(fault, Assert.Single(Reading.Faults("spec: " + yaml)));

    [Theory]
    [InlineData("{1: a, 0x10: b, yes: c, 1.5: d}", """{"1":"a","16":"b","true":"c","1.5":"d"}""")]
    [InlineData("{? a : 1, \"b\" : 2}", """{"a":1,"b":2}""")]
    public void Keys_become_text(string yaml, string json) => Assert.Equal(json, Reading.Value(yaml));

    [Theory]
    [InlineData("{base: &b {x: 1, z: 2}, c: *b}", """{"base":{"x":1,"z":2},"c":{"x":1,"z":2}}""")]
    [InlineData("{base: &b {x: 1, z: 2}, c: {<<: *b, z: 3}}", """{"base":{"x":1,"z":2},"c":{"z":3,"x":1}}""")]
    [InlineData("{base: &b {x: 1, z: 2}, c: {z: 3, <<: *b}}", """{"base":{"x":1,"z":2},"c":{"z":3,"x":1}}""")]
    [InlineData("{a: &a {x: 1}, b: &b {x: 2, z: 2}, c: {<<: [*a, *b]}}", """{"a":{"x":1},"b":{"x":2,"z":2},"c":{"x":1,"z":2}}""")]
    [InlineData("{<<: {x: 1}, '<<': 2}", """{"\u003C\u003C":2,"x":1}""")]
    [InlineData("\n    a: &a 7\n    b: *a\n    c: &a 8\n    d: *a", """{"a":7,"b":7,"c":8,"d":8}""")]
    [InlineData("\n    &k a: 1\n    b: *k", """{"a":1,"b":"a"}""")]
    public void Anchors_are_expanded_and_merge_keys_merged(string yaml, string json) => Assert.Equal(json, Reading.Value(yaml));

    [Fact]
    public void An_anchor_ends_with_its_document() =>
        Assert.Contains("unknown anchor 'a' referenced", Assert.Single(Reading.Faults("a: &a 1\napiVersion: v1\nkind: Pod\nmetadata: {name: x}\n---\nb: *a\n")));
}
