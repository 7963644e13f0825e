using ActorKube.Model.Kinds;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class SecretTests
{
    [Fact]
    public void Texts_become_data_and_win_over_it()
    {
        var secret = Admitted.New(KindCatalogue.Secret, """{"data":{"a":"AA==","b":"AQ=="},"stringData":{"a":"äb"}}""");
        Assert.Equal("""{"a":"w6Ri","b":"AQ=="}""", secret["data"]!.ToJsonString());
        Assert.Null(secret["stringData"]);
        Assert.Equal("Opaque", (string?)secret["type"]);
    }

    [Fact]
    public void Texts_of_an_update_are_added_to_its_data() => Assert.Equal(
        """{"b":"AQ==","a":"eA=="}""",
        Admitted.Replaced(KindCatalogue.Secret, """{"stringData":{"a":"y","c":"z"}}""", """{"data":{"b":"AQ=="},"stringData":{"a":"x"}}""")["data"]!.ToJsonString());

    public static TheoryData<string, string[]> Faulty => new()
    {
        { """{"data":{"/":"AA=="}}""", ["data[/]: Invalid value: \"/\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"] },
        { """{"type":"kubernetes.io/tls"}""", ["data[tls.crt]: Required value", "data[tls.key]: Required value"] },
        { """{"type":"kubernetes.io/tls","stringData":{"tls.crt":"a"}}""", ["data[tls.key]: Required value"] },
        { """{"type":"kubernetes.io/basic-auth"}""", ["data[username]: Required value", "data[password]: Required value"] },
        { """{"type":"kubernetes.io/ssh-auth","stringData":{"ssh-privatekey":""}}""", ["data[ssh-privatekey]: Required value"] },
        { """{"type":"kubernetes.io/dockercfg"}""", ["data[.dockercfg]: Required value"] },
        { """{"type":"kubernetes.io/dockerconfigjson","stringData":{".dockerconfigjson":"{"}}""", ["data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": unexpected end of JSON input"] },
        { """{"type":"kubernetes.io/dockerconfigjson","stringData":{".dockerconfigjson":"x"}}""", ["data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'x' looking for beginning of value"] },
        { """{"type":"kubernetes.io/dockercfg","stringData":{".dockercfg":"[]"}}""", ["data[.dockercfg]: Invalid value: \"<secret contents redacted>\": json: cannot unmarshal array into Go value of type map[string]interface {}"] },
        { """{"type":"kubernetes.io/service-account-token"}""", ["metadata.annotations[kubernetes.io/service-account.name]: Required value"] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_secret_is_refused(string fields, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.Secret, fields));

    [Theory]
    [InlineData("""{"type":"kubernetes.io/basic-auth","stringData":{"username":""}}""")]
    [InlineData("""{"type":"kubernetes.io/dockerconfigjson","stringData":{".dockerconfigjson":"{\"auths\":{}}"}}""")]
    [InlineData("""{"type":"kubernetes.io/service-account-token","metadata":{"annotations":{"kubernetes.io/service-account.name":"build"}}}""")]
    [InlineData("""{"type":"example.com/anything"}""")]
    public void A_sound_secret_is_taken(string fields) => Assert.NotNull(Admitted.New(KindCatalogue.Secret, fields));

    [Fact]
    public void A_secret_holds_no_more_than_a_mebibyte() => Assert.Equal(
        ["data: Too long: may not be more than 1048576 bytes"],
        Admitted.Faults(KindCatalogue.Secret, $$$"""{"stringData":{"a":"{{{new string('a', (1024 * 1024) + 1)}}}"}}"""));

    [Fact]
    public void The_type_stays() => Assert.Equal(
        ["type: Invalid value: \"a/b\": field is immutable"], Admitted.UpdateFaults(KindCatalogue.Secret, "{}", """{"type":"a/b"}"""));

    [Fact]
    public void An_immutable_secret_stays_as_it_is() => Assert.Equal(
        ["immutable: Forbidden: field is immutable when `immutable` is set", "data: Forbidden: field is immutable when `immutable` is set"],
        Admitted.UpdateFaults(KindCatalogue.Secret, """{"immutable":true,"stringData":{"a":"b"}}""", """{"stringData":{"a":"c"}}"""));

    [Fact]
    public void Texts_that_say_the_same_change_nothing_in_an_immutable_secret() => Assert.Equal(
        "Yg==", (string?)Admitted.Replaced(
            KindCatalogue.Secret, """{"immutable":true,"stringData":{"a":"b"}}""", """{"immutable":true,"stringData":{"a":"b"}}""").At("data.a"));
}
