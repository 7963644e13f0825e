using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
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
    public void A_new_pod_that_gates_hold_says_so() => AssertSame(
        """{"type":"PodScheduled","status":"False","reason":"SchedulingGated","message":"Scheduling is blocked due to non-empty scheduling gates"}""",
        Stored(APod("web").Gated("a")).At("status.conditions.0"));

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

    /// <summary>A part of a pod spec, where in the spec to look, and what stands there then.</summary>
    public static TheoryData<string, string, string> Filled => new()
    {
        { """.{"livenessProbe":{"httpGet":{"port":80}}}""", "containers.0.livenessProbe", """{"httpGet":{"port":80,"path":"/","scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3}""" },
        { """.{"startupProbe":{"grpc":{"port":80},"failureThreshold":9}}""", "containers.0.startupProbe", """{"grpc":{"port":80,"service":""},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":9}""" },
        { """.{"lifecycle":{"preStop":{"httpGet":{"port":"http"}}}}""", "containers.0.lifecycle.preStop.httpGet", """{"port":"http","path":"/","scheme":"HTTP"}""" },
        { """.{"env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]}""", "containers.0.env.0.valueFrom.fieldRef", """{"fieldPath":"metadata.name","apiVersion":"v1"}""" },
        { """.{"env":[{"name":"A","valueFrom":{"resourceFieldRef":{"resource":"limits.cpu"}}}]}""", "containers.0.env.0.valueFrom.resourceFieldRef", """{"resource":"limits.cpu","divisor":"0"}""" },
        { """+{"volumes":[{"name":"v","configMap":{"name":"c"}}]}""", "volumes.0.configMap", """{"name":"c","defaultMode":420}""" },
        { """+{"volumes":[{"name":"v","secret":{"secretName":"s","defaultMode":256}}]}""", "volumes.0.secret", """{"secretName":"s","defaultMode":256}""" },
        { """+{"volumes":[{"name":"v","hostPath":{"path":"/"}}]}""", "volumes.0.hostPath", """{"path":"/","type":""}""" },
        { """+{"volumes":[{"name":"v","downwardAPI":{"items":[{"path":"p","fieldRef":{"fieldPath":"metadata.name"}}]}}]}""", "volumes.0.downwardAPI", """{"items":[{"path":"p","fieldRef":{"fieldPath":"metadata.name","apiVersion":"v1"}}],"defaultMode":420}""" },
        { """+{"serviceAccountName":"s","volumes":[{"name":"v","projected":{"sources":[{"serviceAccountToken":{"path":"p"}}]}}]}""", "volumes.0.projected", """{"sources":[{"serviceAccountToken":{"path":"p","expirationSeconds":3600}}],"defaultMode":420}""" },
        { """+{"volumes":[{"name":"v","ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}}]}""", "volumes.0.ephemeral.volumeClaimTemplate.spec.volumeMode", "\"Filesystem\"" },
        { """+{"volumes":[{"name":"v","iscsi":{"targetPortal":"t","iqn":"iqn.2001-04.com.example:a"}}]}""", "volumes.0.iscsi.iscsiInterface", "\"default\"" },
        { """+{"volumes":[{"name":"v","rbd":{"monitors":["m"],"image":"i"}}]}""", "volumes.0.rbd", """{"monitors":["m"],"image":"i","pool":"rbd","user":"admin","keyring":"/etc/ceph/keyring"}""" },
        { """+{"serviceAccount":"old"}""", "serviceAccountName", "\"old\"" },
        { """+{"serviceAccountName":"new","serviceAccount":"old"}""", "serviceAccount", "\"new\"" },
        { """{"hostNetwork":true,"containers":[{"name":"a","image":"i","ports":[{"containerPort":80}]}]}""", "containers.0.ports.0", """{"containerPort":80,"protocol":"TCP"}""" },
    };

    [Theory]
    [MemberData(nameof(Filled))]
    public void What_a_template_leaves_out_is_filled_in_as_upstream_does(string spec, string place, string expected)
    {
        var template = PodText.Tree(spec);
        template["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = "a" } };
        var set = new JsonObject { ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = "a" } }, ["template"] = template };
        var stored = Admitted.New(KindCatalogue.DaemonSet, new JsonObject { ["spec"] = set }.ToJsonString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), stored.At($"spec.template.spec.{place}")), stored.ToJsonString());
    }

    private static JsonObject Stored(PodBuilder pod) => World.Put(new World().Create(pod.Build())).ToTree();

    private static void AssertSame(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(Json.Tree(expected), actual), actual?.ToJsonString() ?? "missing");
}
