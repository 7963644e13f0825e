using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Tests.Writes;
using ActorKube.TestKit;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Admission;

public sealed class PodDefaultTests
{
    [Fact]
    public void A_bare_pod_gets_all_that_upstream_fills_in() => AssertSame(
        """
        {
          "restartPolicy": "Always", "dnsPolicy": "ClusterFirst", "terminationGracePeriodSeconds": 30, "schedulerName": "default-scheduler",
          "securityContext": {}, "enableServiceLinks": true, "priority": 0, "preemptionPolicy": "PreemptLowerPriority",
          "containers": [{
            "name": "main", "image": "nginx:1.27", "imagePullPolicy": "IfNotPresent", "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File", "resources": {}
          }],
          "tolerations": [
            { "key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300 },
            { "key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300 }
          ]
        }
        """,
        Stored(APod("web"))["spec"]);

    [Fact]
    public void A_new_pod_is_pending_whatever_status_its_author_claims() =>
        AssertSame("""{ "phase": "Pending", "qosClass": "BestEffort" }""", Stored(APod("web").Phase("Running"))["status"]);

    [Fact]
    public void The_profile_says_how_long_pods_stay_on_a_lost_node()
    {
        var policy = new AdmissionPolicy { DefaultNotReadyTolerationSeconds = 2, DefaultUnreachableTolerationSeconds = 3 };
        var pod = World.Put(new World(policy).Create(APod("web").Build())).Pod;
        Assert.Equal([2L, 3L], pod.Tolerations.Select(toleration => toleration.TolerationSeconds!.Value));
    }

    [Fact]
    public void A_pod_that_tolerates_everything_gets_no_tolerations_more() =>
        Assert.Single(Stored(APod("web").With("spec.tolerations", new JsonArray(new JsonObject { ["operator"] = "Exists" }))).At("spec.tolerations")!.AsArray());

    [Theory]
    [InlineData("nginx", "Always")]
    [InlineData("nginx:latest", "Always")]
    [InlineData("nginx:1.27", "IfNotPresent")]
    [InlineData("registry:5000/nginx", "Always")]
    [InlineData("registry:5000/nginx:1.27", "IfNotPresent")]
    [InlineData("nginx@sha256:aa", "IfNotPresent")]
    public void The_tag_decides_on_the_pull_policy(string image, string policy) =>
        Assert.Equal(policy, (string?)Stored(APod("web").Running(image)).At("spec.containers.0.imagePullPolicy"));

    [Fact]
    public void Limits_are_requests_unless_said_otherwise()
    {
        var resources = Stored(APod("web").Limited(cpu: "1", memory: "1Gi").Requesting(cpu: "500m")).At("spec.containers.0.resources.requests");
        AssertSame("""{ "cpu": "500m", "memory": "1Gi" }""", resources);
    }

    [Fact]
    public void Quantities_are_stored_in_canonical_form() => AssertSame(
        """{ "cpu": "500m", "memory": "1Gi" }""", Stored(APod("web").Requesting(cpu: "0.5", memory: "1024Mi")).At("spec.containers.0.resources.requests"));

    [Theory]
    [InlineData(null, null, null, null, "BestEffort")]
    [InlineData("1", null, null, null, "Burstable")]
    [InlineData("1", "1Gi", "1", "1Gi", "Guaranteed")]
    [InlineData("1", "1Gi", "1000m", "1024Mi", "Guaranteed")]
    [InlineData(null, null, "1", "1Gi", "Guaranteed")]
    [InlineData("1", "1Gi", "2", "1Gi", "Burstable")]
    [InlineData(null, null, "1", null, "Burstable")]
    public void Requests_and_limits_decide_on_the_quality_of_service(string? cpu, string? memory, string? cpuLimit, string? memoryLimit, string qos) =>
        Assert.Equal(qos, (string?)Stored(APod("web").Requesting(cpu, memory).Limited(cpuLimit, memoryLimit)).At("status.qosClass"));

    [Fact]
    public void A_volume_of_no_kind_is_an_emptyDir_and_a_port_is_for_TCP()
    {
        var pod = Stored(APod("web")
            .With("spec.volumes", new JsonArray(new JsonObject { ["name"] = "cache" }))
            .With("spec.containers", JsonNode.Parse("""[{"name":"a","image":"i","ports":[{"containerPort":80}]}]""")));
        AssertSame("""{ "name": "cache", "emptyDir": {} }""", pod.At("spec.volumes.0"));
        Assert.Equal("TCP", (string?)pod.At("spec.containers.0.ports.0.protocol"));
    }

    private static JsonObject Stored(PodBuilder pod) => World.Put(new World().Create(pod.Build())).ToTree();

    private static void AssertSame(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(Json.Tree(expected), actual), actual?.ToJsonString() ?? "missing");
}
