using System.Text.Json.Nodes;
using ActorKube.ApiServer.Protobuf;
using ActorKube.TestKit;

namespace ActorKube.ApiServer.Tests.Protobuf;

/// <summary>What kubectl sends as protobuf is read as what it prints as JSON.</summary>
public sealed class RecordedBodyTests
{
    public static TheoryData<string> Printed => [.. RecordedBody.All.Where(body => body.Printed is not null).Select(body => body.Name)];

    [Theory]
    [MemberData(nameof(Printed))]
    public void A_body_says_what_kubectl_prints(string name)
    {
        var recorded = RecordedBody.Of(name);
        var reading = ProtobufBody.Read(recorded.Body);

        Assert.Null(reading.Refusal);
        Assert.Equal(((string?)recorded.Printed!["apiVersion"], (string?)recorded.Printed["kind"]), (reading.ApiVersion, reading.Kind));
        var (expected, actual) = (RecordedBody.Meaning(recorded.Printed), RecordedBody.Meaning(reading.Object));
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{recorded.Command}\nprinted {expected?.ToJsonString()}\nread    {actual?.ToJsonString()}");
    }

    [Theory]
    [InlineData("token", """
        {"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"audiences":["a","b"],"expirationSeconds":600,
          "boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"web","uid":"u1"}}}
        """)]
    [InlineData("can-i", """
        {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"namespace":"shop","verb":"create","group":"apps",
          "resource":"deployments","subresource":"scale","name":"web"}},"status":{"allowed":false}}
        """)]
    [InlineData("can-i-url", """
        {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"nonResourceAttributes":{"path":"/metrics","verb":"get"}},
          "status":{"allowed":false}}
        """)]
    [InlineData("can-i-list", """
        {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectRulesReview","spec":{"namespace":"default"},"status":{"incomplete":false}}
        """)]
    [InlineData("whoami", """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""")]
    [InlineData("drain", """{"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":0}""")]
    public void A_body_that_is_never_printed_says_what_was_asked(string name, string expected)
    {
        var reading = ProtobufBody.Read(RecordedBody.Of(name).Body);
        Assert.Null(reading.Refusal);
        Assert.True(JsonNode.DeepEquals(Json.Tree(expected), reading.Object), reading.Object?.ToJsonString());
    }

    [Fact]
    public void A_copied_pod_keeps_every_field_that_was_set_to_zero()
    {
        var pod = ProtobufBody.Read(RecordedBody.Of("debug-copy").Body).Object;

        foreach (var (path, value) in new Dictionary<string, string>
        {
            ["spec.terminationGracePeriodSeconds"] = "0", ["spec.tolerations.0.tolerationSeconds"] = "0", ["spec.volumes.0.emptyDir"] = "{}",
            ["spec.volumes.1.configMap"] = """{"name":"c","defaultMode":420}""", ["spec.containers.0.securityContext"] = """{"privileged":false,"runAsUser":0}""",
            ["spec.containers.0.env.2.valueFrom.secretKeyRef"] = """{"name":"s","key":"k","optional":false}""",
            ["spec.containers.0.readinessProbe"] = """{"httpGet":{"path":"/","port":"http","scheme":"HTTP"},"periodSeconds":10}""",
            ["spec.containers.0.resources"] = """{"limits":{"cpu":"500m"},"requests":{"cpu":"250m","memory":"64Mi"}}""",
            ["spec.volumes.2.projected.sources.0.serviceAccountToken"] = """{"expirationSeconds":3607,"path":"token"}""",
            ["spec.containers.0.ports"] = """[{"containerPort":80,"protocol":"TCP"}]""",
        })
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(value), pod.At(path)), $"{path}: {pod.At(path)?.ToJsonString()}");
        }
    }
}
