using ActorKube.Model.Kinds;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class ConfigMapTests
{
    private const string Key =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    public static TheoryData<string, string[]> Faulty => new()
    {
        { """{"data":{"a b":"c"}}""", [$"data[a b]: Invalid value: \"a b\": {Key}"] },
        { """{"data":{".":"c"}}""", ["data[.]: Invalid value: \".\": must not be '.'"] },
        { """{"data":{"..":"c"}}""", ["data[..]: Invalid value: \"..\": must not be '..'"] },
        { """{"binaryData":{"..a":"AA=="}}""", ["binaryData[..a]: Invalid value: \"..a\": must not start with '..'"] },
        { """{"data":{"a":"b"},"binaryData":{"a":"AA=="}}""", ["data[a]: Invalid value: \"a\": duplicate of key present in binaryData"] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_config_map_is_refused(string fields, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.ConfigMap, fields));

    [Fact]
    public void A_config_map_holds_no_more_than_a_mebibyte() => Assert.Equal(
        [": Too long: may not be more than 1048576 bytes"],
        Admitted.Faults(KindCatalogue.ConfigMap, $$$"""{"data":{"a":"{{{new string('a', 1024 * 1024)}}}","b":"b"}}"""));

    [Theory]
    [InlineData("""{"immutable":true,"data":{"a":"c"},"binaryData":{"b":"AA=="}}""", "data")]
    [InlineData("""{"immutable":true,"data":{"a":"b"}}""", "binaryData")]
    [InlineData("""{"immutable":false,"data":{"a":"b"},"binaryData":{"b":"AA=="}}""", "immutable")]
    [InlineData("""{"data":{"a":"b"},"binaryData":{"b":"AA=="}}""", "immutable")]
    public void An_immutable_config_map_stays_as_it_is(string after, string field) => Assert.Equal(
        [$"{field}: Forbidden: field is immutable when `immutable` is set"],
        Admitted.UpdateFaults(KindCatalogue.ConfigMap, """{"immutable":true,"data":{"a":"b"},"binaryData":{"b":"AA=="}}""", after));
}
