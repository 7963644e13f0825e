using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Tests.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Admission;

public sealed class PodFaultTests
{
    /// <summary>A pod spec, or with a dot first the fields of its one container, and all that is wrong with it in upstream's words.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        { """{}""", ["spec.containers: Required value"] },
        { """{"containers":[{}]}""", ["spec.containers[0].name: Required value", "spec.containers[0].image: Required value"] },
        {
            """{"containers":[{"name":"a","image":"i"},{"name":"a","image":"i"}]}""",
            ["""spec.containers[1].name: Duplicate value: "a" """.TrimEnd()]
        },
        {
            """{"containers":[{"name":"a","image":"i"}],"initContainers":[{"name":"a","image":"i"}]}""",
            ["""spec.initContainers[0].name: Duplicate value: "a" """.TrimEnd()]
        },
        {
            """{"containers":[{"name":"My_App","image":" i"}]}""",
            [
                "spec.containers[0].name: Invalid value: \"My_App\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
                "spec.containers[0].image: Invalid value: \" i\": must not have leading or trailing whitespace",
            ]
        },
        { """.{"imagePullPolicy":"Sometimes"}""", ["spec.containers[0].imagePullPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"IfNotPresent\", \"Never\""] },
        { """.{"restartPolicy":"Sometimes"}""", ["spec.containers[0].restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"Never\", \"OnFailure\""] },
        { """.{"restartPolicyRules":[{"action":"Restart","exitCodes":{"operator":"In","values":[1]}}]}""", ["spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used"] },
        {
            """.{"restartPolicy":"Never","restartPolicyRules":[{"action":"RestartAllContainers","exitCodes":{"operator":"Is"}},{"action":"Restart"}]}""",
            [
                "spec.containers[0].restartPolicyRules[0].action: Unsupported value: \"RestartAllContainers\": supported values: \"Restart\"",
                "spec.containers[0].restartPolicyRules[0].exitCodes.operator: Unsupported value: \"Is\": supported values: \"In\", \"NotIn\"",
                "spec.containers[0].restartPolicyRules[1].exitCodes: Required value: must be specified",
            ]
        },
        { """.{"ports":[{}]}""", ["spec.containers[0].ports[0].containerPort: Required value"] },
        { """.{"ports":[{"containerPort":70000}]}""", ["spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive"] },
        { """.{"ports":[{"containerPort":80,"protocol":"tcp"}]}""", ["spec.containers[0].ports[0].protocol: Unsupported value: \"tcp\": supported values: \"SCTP\", \"TCP\", \"UDP\""] },
        { """.{"ports":[{"containerPort":80,"name":"a"},{"containerPort":81,"name":"a"}]}""", ["spec.containers[0].ports[1].name: Duplicate value: \"a\""] },
        { """.{"ports":[{"containerPort":80,"name":"far-too-long-name"}]}""", ["spec.containers[0].ports[0].name: Invalid value: \"far-too-long-name\": must be no more than 15 characters"] },
        { """.{"env":[{"value":"x"}]}""", ["spec.containers[0].env[0].name: Required value"] },
        { """.{"env":[{"name":"a=b","value":"x"}]}""", ["spec.containers[0].env[0].name: Invalid value: \"a=b\": a valid environment variable name must consist only of printable ASCII characters other than '='"] },
        { """.{"volumeMounts":[{"name":"data","mountPath":"/data"}]}""", ["spec.containers[0].volumeMounts[0].name: Not found: \"data\""] },
        { """.{"resources":{"requests":{"cpu":"2"},"limits":{"cpu":"1"}}}""", ["spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1"] },
        { """.{"resources":{"limits":{"cpu":"-1"},"requests":{"cpu":"-2"}}}""", ["spec.containers[0].resources.limits[cpu]: Invalid value: \"-1\": must be greater than or equal to 0", "spec.containers[0].resources.requests[cpu]: Invalid value: \"-2\": must be greater than or equal to 0"] },
        { """.{"resources":{"requests":{"gpu":"1"},"limits":{"gpu":"1"}}}""", ["spec.containers[0].resources.limits[gpu]: Invalid value: \"gpu\": must be a standard resource type or fully qualified", "spec.containers[0].resources.limits[gpu]: Invalid value: \"gpu\": must be a standard resource for containers",
                "spec.containers[0].resources.requests[gpu]: Invalid value: \"gpu\": must be a standard resource type or fully qualified", "spec.containers[0].resources.requests[gpu]: Invalid value: \"gpu\": must be a standard resource for containers"] },
        { """.{"resources":{"requests":{"example.com/gpu":"1"}}}""", ["spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources"] },
        { """.{"resources":{"requests":{"example.com/gpu":"1"},"limits":{"example.com/gpu":"2"}}}""", ["spec.containers[0].resources.requests: Invalid value: \"1\": must be equal to example.com/gpu limit of 2"] },
        { """+{"restartPolicy":"Sometimes"}""", ["spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"OnFailure\", \"Never\""] },
        { """+{"volumes":[{"name":"a"},{"name":"a"},{}]}""", ["spec.volumes[1].name: Duplicate value: \"a\"", "spec.volumes[2].name: Required value"] },
        { """+{"nodeSelector":{"a b":"c"}}""", ["spec.nodeSelector: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"] },
        { """+{"tolerations":[{"operator":"Equal","value":"x"}]}""", ["spec.tolerations[0].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \"match all values and all keys\""] },
        { """+{"tolerations":[{"key":"a","operator":"Exists","value":"x"}]}""", ["spec.tolerations[0].operator: Invalid value: \"x\": value must be empty when `operator` is 'Exists'"] },
        { """+{"tolerations":[{"key":"a","effect":"NoSchedule","tolerationSeconds":3}]}""", ["spec.tolerations[0].effect: Invalid value: \"NoSchedule\": effect must be 'NoExecute' when `tolerationSeconds` is set"] },
        { """+{"tolerations":[{"key":"a","effect":"Never"}]}""", ["spec.tolerations[0].effect: Unsupported value: \"Never\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\""] },
        { """+{"priority":7}""", ["spec.priority: Forbidden: the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name"] },
        { """+{"schedulingGates":[{"name":"a"},{"name":"a"}],"nodeName":"n"}""", ["spec.schedulingGates[1]: Duplicate value: \"a\"", "spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared"] },
        { """+{"initContainers":[{"name":"i","image":"i","restartPolicy":"No"}]}""", ["spec.initContainers[0].restartPolicy: Unsupported value: \"No\": supported values: \"Always\", \"Never\", \"OnFailure\""] },
        { """+{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[]}}}}""", ["spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term"] },
        {
            """+{"affinity":{"nodeAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":0,"preference":{"matchExpressions":[{"key":"a","operator":"In"},{"key":"a","operator":"Is"},{"key":"a","operator":"Exists","values":["b"]},{"key":"a","operator":"Gt"}]}}]}}}""",
            [
                "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100",
                "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
                "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[1].operator: Invalid value: \"Is\": not a valid selector operator",
                "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[2].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
                "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[3].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_pod_is_refused_in_upstreams_words(string spec, string[] faults)
    {
        Assert.Equal(422, World.Refused(new World().Create(ResourceKey.Pod("default", "web"), PodText.Bytes(spec))).Code);
        Assert.Equal(faults, PodText.Faults(spec));
    }

    /// <summary>What asks for a feature that nobody carries out, and the path of the refusal.</summary>
    public static TheoryData<string, string> Unavailable => new()
    {
        { """+{"volumes":[{"name":"n","nfs":{"server":"s","path":"/"}}]}""", "spec.volumes[0].nfs" },
        { """+{"volumes":[{"name":"t","projected":{"sources":[{"serviceAccountToken":{"path":"token"}}]}}]}""", "spec.volumes[0].projected.sources[0].serviceAccountToken" },
        { """{"containers":[{"name":"a","image":"i","volumeMounts":[{"name":"v","mountPath":"/v","mountPropagation":"HostToContainer"}]}],"volumes":[{"name":"v"}]}""", "spec.containers[0].volumeMounts[0].mountPropagation" },
        { """+{"affinity":{"podAffinity":{}}}""", "spec.affinity.podAffinity" },
        { """+{"affinity":{"podAntiAffinity":{}}}""", "spec.affinity.podAntiAffinity" },
        { """+{"topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule"}]}""", "spec.topologySpreadConstraints" },
        { """+{"priorityClassName":"high"}""", "spec.priorityClassName" },
        { """+{"overhead":{"cpu":"100m"}}""", "spec.overhead" },
        { """+{"resourceClaims":[{"name":"gpu","resourceClaimName":"gpu"}]}""", "spec.resourceClaims" },
    };

    [Theory]
    [MemberData(nameof(Unavailable))]
    public void What_nobody_carries_out_is_refused_and_never_ignored(string spec, string path)
    {
        var refusal = World.Refused(new World().Create(ResourceKey.Pod("default", "web"), PodText.Bytes(spec)));
        var fault = Assert.Single(refusal.Faults);
        Assert.Equal(path, fault.Field);
        Assert.Matches("^Forbidden: .+ is not emulated yet\\. .+\\.$", fault.Message);
    }

    [Fact]
    public void An_annotation_about_behaviour_that_makes_no_sense_is_refused()
    {
        var refusal = World.Refused(new World().Create(APod("web").Annotated("actorkube.io/main.exit-code", "many").Annotated("example.com/exit-code", "many").Build()));
        var fault = Assert.Single(refusal.Faults);
        Assert.Equal(("metadata.annotations[actorkube.io/main.exit-code]", "Invalid value: \"many\": must be a whole number from 0 to 255"), (fault.Field, fault.Message));
    }

    [Fact]
    public void What_cannot_be_observed_is_accepted_and_kept()
    {
        var pod = World.Put(new World().Create(ResourceKey.Pod("default", "web"), PodText.Bytes(
            """+{"securityContext":{"runAsUser":7},"dnsPolicy":"Default","serviceAccountName":"build","imagePullSecrets":[{"name":"s"}],"hostNetwork":true}""")));
        Assert.Equal(7, (int?)pod.ToTree().At("spec.securityContext.runAsUser"));
        Assert.Equal("build", (string?)pod.ToTree().At("spec.serviceAccountName"));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var refusal = World.Refused(new World().Create(APod("Web").Labelled("a b", "c").Running(" i").Restarting("Sometimes").With("spec.priorityClassName", "x").Build()));
        Assert.Equal(
            ["metadata.name", "metadata.labels", "spec.restartPolicy", "spec.containers[0].image", "spec.priorityClassName"],
            refusal.Faults.Select(fault => fault.Field));
        Assert.StartsWith("Pod \"Web\" is invalid: [metadata.name: Invalid value: \"Web\": a lowercase RFC 1123 subdomain must consist of", refusal.Message);
    }
}
