using System.Text.Json.Nodes;
using ActorKube.ApiServer.Protobuf;
using ActorKube.Model.Refusals;
using ActorKube.TestKit;

namespace ActorKube.ApiServer.Tests.Protobuf;

/// <summary>Each form of value is read as JSON would say it; zero counts only where somebody set it; what can't be read is refused with the reason.</summary>
public sealed class ProtobufBodyTests
{
    private const int Metadata = 1, Spec = 2;

    [Fact]
    public void Plain_fields_that_are_zero_say_nothing_and_those_that_were_set_do()
    {
        // Container: name, image, ports(containerPort, hostPort, protocol), stdin, tty; PodSpec: containers, restartPolicy, hostNetwork, priority,
        // automountServiceAccountToken.
        var container = Wire.Message.Text(1, "main").Text(2, "").Part(6, Wire.Message.Text(1, "").Number(2, 0).Number(3, 0).Text(4, "TCP").Text(5, ""))
            .Part(8, Wire.Message).Number(16, 0).Number(18, 0);
        var spec = Wire.Message.Part(2, container).Text(3, "").Number(11, 0).Number(25, 0).Number(21, 0).Text(10, "");
        Reads("v1", "Pod", Wire.Message.Part(Metadata, Wire.Message.Text(1, "x").Part(8, Wire.Message)).Part(Spec, spec).Part(3, Wire.Message), """
            {"metadata":{"name":"x"},"spec":{"containers":[{"name":"main","ports":[{"containerPort":0,"protocol":"TCP"}]}],"priority":0,
              "automountServiceAccountToken":false}}
            """);
    }

    [Fact]
    public void Empty_texts_within_lists_and_maps_stay() => Reads("rbac.authorization.k8s.io/v1", "Role",
        Wire.Message.Part(2, Wire.Message.Text(1, "get").Text(2, "").Text(3, "pods")), """{"rules":[{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}]}""");

    [Fact]
    public void Bytes_are_base64_and_a_map_may_leave_out_key_or_value() => Reads("v1", "Secret",
        Wire.Message.Part(2, Wire.Message.Text(1, "a").Run(2, [0, 255])).Part(2, Wire.Message.Text(1, "b")).Part(2, Wire.Message.Text(2, "c"))
            .Part(2, Wire.Message.Text(1, "a").Run(2, [1])).Number(5, 0), """{"data":{"a":"AQ==","b":"","":"Yw=="},"immutable":false}""");

    [Fact]
    public void Times_are_whole_seconds_and_those_of_leases_have_six_digits() => Reads("coordination.k8s.io/v1", "Lease",
        Wire.Message.Part(Metadata, Wire.Message.Part(8, Wire.Message.Number(1, 1767268800).Number(2, 123456789)).Part(9, Wire.Message))
            .Part(Spec, Wire.Message.Part(3, Wire.Message.Number(1, 1767268800).Number(2, 123456789)).Part(4, Wire.Message.Number(1, -1)).Number(5, 0)), """
        {"metadata":{"creationTimestamp":"2026-01-01T12:00:00Z"},
          "spec":{"acquireTime":"2026-01-01T12:00:00.123456Z","renewTime":"1969-12-31T23:59:59.000000Z","leaseTransitions":0}}
        """);

    [Fact]
    public void A_port_is_a_number_or_a_name() => Reads("v1", "Service", Wire.Message.Part(Spec, Wire.Message
            .Part(1, Wire.Message.Number(3, 80).Part(4, Wire.Message.Number(1, 0).Number(2, 8080).Text(3, "")).Number(5, 0))
            .Part(1, Wire.Message.Number(3, 81).Part(4, Wire.Message.Number(1, 1).Number(2, 0).Text(3, "http")))
            .Part(1, Wire.Message.Number(3, 0).Part(4, Wire.Message.Number(1, 0).Number(2, 0)))), """
        {"spec":{"ports":[{"port":80,"targetPort":8080},{"port":81,"targetPort":"http"},{"port":0}]}}
        """);

    [Fact]
    public void Quantities_are_texts_and_zero_is_one_too() => Reads("v1", "ResourceQuota", Wire.Message.Part(Spec, Wire.Message
        .Part(1, Entry("cpu", Wire.Message.Text(1, "500m"))).Part(1, Entry("pods", Wire.Message)).Part(1, Entry("memory", Wire.Message.Text(1, "0")))), """
        {"spec":{"hard":{"cpu":"500m","pods":"0","memory":"0"}}}
        """);

    [Fact]
    public void Numbers_have_signs_and_may_be_packed() => Reads("v1", "Pod", Wire.Message.Part(Spec, Wire.Message.Number(25, -5).Number(5, long.MinValue)
        .Part(14, Wire.Message.Raw(0x22, 0x03, 0x01, 0xac, 0x02).Number(4, 7))), """
        {"spec":{"priority":-5,"activeDeadlineSeconds":-9223372036854775808,"securityContext":{"supplementalGroups":[1,300,7]} } }
        """);

    [Fact]
    public void Fields_of_a_user_are_lists_in_a_map() => Reads("authentication.k8s.io/v1", "SelfSubjectReview", Wire.Message.Part(2, Wire.Message.Part(1,
        Wire.Message.Text(1, "ann").Part(4, Entry("scopes", Wire.Message.Text(1, "a").Text(1, "b"))))), """
        {"status":{"userInfo":{"username":"ann","extra":{"scopes":["a","b"]}}}}
        """);

    [Fact]
    public void Json_within_protobuf_is_read_as_it_stands() => Reads("v1", "ConfigMap", Wire.Message.Part(Metadata, Wire.Message
        .Part(17, Wire.Message.Text(1, "kubectl").Part(7, Wire.Message.Text(1, """{"f:data":{}}""")))), """
        {"metadata":{"managedFields":[{"manager":"kubectl","fieldsV1":{"f:data":{}}}]}}
        """);

    [Fact]
    public void Fields_of_later_versions_are_passed_over_and_parts_of_one_message_are_joined() => Reads("v1", "ConfigMap",
        Wire.Message.Part(Metadata, Wire.Message.Text(1, "x")).Number(99, 7).Text(1000, "a").Raw(0x99, 0x3f, 1, 2, 3, 4, 5, 6, 7, 8).Raw(0x9d, 0x3f, 1, 2, 3, 4)
            .Part(Metadata, Wire.Message.Text(3, "shop")), """{"metadata":{"name":"x","namespace":"shop"}}""");

    [Theory]
    [InlineData("", "the body is not protobuf of Kubernetes, which begins with the bytes 6b 38 73 00")]
    [InlineData("7b7d", "the body is not protobuf of Kubernetes, which begins with the bytes 6b 38 73 00")]
    [InlineData("6b387300", "the protobuf body must name an apiVersion and a kind")]
    [InlineData("6b3873000a", "the envelope of the protobuf body is cut short or malformed")]
    [InlineData("6b3873000a7f", "the envelope of the protobuf body is cut short or malformed")]
    [InlineData("6b3873000800", "the envelope of the protobuf body is cut short or malformed")]
    [InlineData("6b387300ffffffffffffffffffffff", "the envelope of the protobuf body is cut short or malformed")]
    [InlineData("6b3873001a04677a6970", "the protobuf body is encoded once more, which is not supported")]
    public void What_is_no_body_is_refused(string hex, string message) => Refused(Convert.FromHexString(hex), message);

    [Theory]
    [InlineData("0a", "metadata: cut short or malformed")]
    [InlineData("ff", "cut short or malformed")]
    [InlineData("0aff", "metadata: cut short or malformed")]
    [InlineData("0affffffffffffffffff01", "metadata: cut short or malformed")]
    [InlineData("0801", "metadata: wire type 0 doesn't suit it")]
    [InlineData("0b", "metadata: wire type 3 doesn't suit it")]
    [InlineData("fb07", "field 127 of wire type 3 is cut short or malformed")]
    [InlineData("0a030a01ff", "metadata.name: not UTF-8")]
    [InlineData("120408010a00", "data: cut short or malformed")]
    [InlineData("12040a02c328", "data: not UTF-8")]
    [InlineData("0a0442020801", null)]
    [InlineData("0a0c420a08ffffffffffffffff7f", "metadata.creationTimestamp: not a time of the years 1 to 9999")]
    [InlineData("0a098a01063a040a025b7b", "metadata.managedFields.fieldsV1: not JSON")]
    [InlineData("2200", "immutable: wire type 2 doesn't suit it")]
    public void What_is_no_config_map_is_refused_with_the_field(string hex, string? fault)
    {
        var body = Wire.Body("v1", "ConfigMap", Convert.FromHexString(hex));
        if (fault is null)
            Assert.Null(ProtobufBody.Read(body).Refusal);
        else
            Refused(body, $"the protobuf body can't be read as a ConfigMap: {fault}");
    }

    [Theory]
    [InlineData("example.com/v1", "Thing")]
    [InlineData("v1", "Container")]
    public void A_kind_that_is_not_in_the_table_is_refused(string apiVersion, string kind) =>
        Refused(Wire.Body(apiVersion, kind, Wire.Message), $"kind \"{kind}\" of \"{apiVersion}\" can't be read from protobuf; send it as application/json");

    private static Wire Entry(string key, Wire value) => Wire.Message.Text(1, key).Part(2, value);

    private static void Reads(string apiVersion, string kind, Wire message, string expected)
    {
        var reading = ProtobufBody.Read(Wire.Body(apiVersion, kind, message));
        Assert.Null(reading.Refusal);
        var tree = Json.Tree(expected);
        (tree["apiVersion"], tree["kind"]) = (apiVersion, kind);
        Assert.True(JsonNode.DeepEquals(tree, reading.Object), reading.Object?.ToJsonString());
    }

    private static void Refused(byte[] body, string message)
    {
        var reading = ProtobufBody.Read(body);
        Assert.Null(reading.Object);
        Assert.Equal((RefusalReason.BadRequest, message), (reading.Refusal!.Reason, reading.Refusal.Message));
    }
}
