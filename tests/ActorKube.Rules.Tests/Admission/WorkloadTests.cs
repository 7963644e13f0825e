using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Tests.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Admission;

public sealed class WorkloadTests
{
    private readonly World _world = new();

    [Fact]
    public void A_deployment_gets_upstreams_defaults()
    {
        var spec = World.Put(_world.Create(ADeployment("web").With("spec.replicas", null).Build())).ToTree()["spec"];
        Assert.Equal(1, (int?)spec.At("replicas"));
        Assert.Equal(10, (int?)spec.At("revisionHistoryLimit"));
        Assert.Equal(600, (int?)spec.At("progressDeadlineSeconds"));
        Assert.Equal("""{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}}""", spec!["strategy"]!.ToJsonString());
        Assert.Equal("Always", (string?)spec.At("template.spec.restartPolicy"));
        Assert.Equal("IfNotPresent", (string?)spec.At("template.spec.containers.0.imagePullPolicy"));
        // A template is no pod: the tolerations of lost nodes come with the pod.
        Assert.Null(spec.At("template.spec.tolerations"));
        Assert.Null(spec.At("template.spec.priority"));
    }

    [Fact]
    public void A_replica_set_begins_with_one_wanted_and_none_there()
    {
        var set = World.Put(_world.Create(AReplicaSet("web").With("spec.replicas", null).Build()));
        Assert.Equal(1, (int?)set.ToTree().At("spec.replicas"));
        Assert.Equal("""{"replicas":0}""", set.ToTree()["status"]!.ToJsonString());
        Assert.Equal(1, set.Metadata.Generation);
    }

    /// <summary>A path and value put into a sound Deployment, and all that is wrong with it then.</summary>
    public static TheoryData<string, string, string[]> Faulty => new()
    {
        { "spec.replicas", "-1", ["spec.replicas: Invalid value: -1: must be greater than or equal to 0"] },
        { "spec.selector", "null", ["spec.selector: Required value"] },
        { "spec.selector", "{}", ["spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: empty selector is invalid for deployment"] },
        { "spec.selector.matchLabels", """{"app":"other"}""", ["spec.template.metadata.labels: Invalid value: map[string]string{\"app\":\"web\"}: `selector` does not match template `labels`"] },
        { "spec.selector.matchExpressions", """[{"key":"a","operator":"Like"}]""", ["spec.selector.matchExpressions[0].operator: Invalid value: \"Like\": not a valid selector operator"] },
        { "spec.template", "null", ["spec.template: Required value"] },
        { "spec.template.spec.restartPolicy", "\"Never\"", ["spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\""] },
        { "spec.template.spec.containers", "[]", ["spec.template.spec.containers: Required value"] },
        { "spec.template.spec.priorityClassName", "\"high\"", ["spec.template.spec.priorityClassName: Forbidden: a priority class is not emulated yet. All pods have priority 0."] },
        { "spec.strategy", """{"type":"Sometimes"}""", ["spec.strategy.type: Unsupported value: \"Sometimes\": supported values: \"Recreate\", \"RollingUpdate\""] },
        { "spec.strategy", """{"type":"Recreate","rollingUpdate":{}}""", ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"] },
        { "spec.strategy.rollingUpdate", """{"maxSurge":0,"maxUnavailable":0}""", ["spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0"] },
        { "spec.strategy.rollingUpdate", """{"maxSurge":"ten"}""", ["spec.strategy.rollingUpdate.maxSurge: Invalid value: \"ten\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"] },
        { "spec.strategy.rollingUpdate", """{"maxUnavailable":"101%"}""", ["spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%"] },
        { "spec.progressDeadlineSeconds", "0", ["spec.progressDeadlineSeconds: Invalid value: 0: must be greater than minReadySeconds"] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_deployment_is_refused_in_upstreams_words(string path, string value, string[] faults)
    {
        var refusal = World.Refused(_world.Create(ADeployment("web").With(path, JsonNode.Parse(value)).Build()));
        Assert.Equal(faults, refusal.Faults.Select(fault => fault.ToString()));
        Assert.StartsWith("Deployment.apps \"web\" is invalid: ", refusal.Message);
    }

    [Fact]
    public void A_selector_stays_as_it_was_made()
    {
        _world.Create(ADeployment("web").Build());
        var other = ADeployment("web").Selecting("tier", "front").Of(APod("web").Labelled("app", "web").Labelled("tier", "front"));
        var fault = Assert.Single(World.Refused(_world.Replace(other.Build())).Faults);
        Assert.Equal(
            "spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{\"app\":\"web\", \"tier\":\"front\"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable",
            fault.ToString());
    }

    [Fact]
    public void The_generation_counts_changes_of_spec_and_nothing_else()
    {
        var key = new ResourceKey(KindCatalogue.Deployment, "default", "web");
        Assert.Equal(1, World.Put(_world.Create(ADeployment("web").Build())).Metadata.Generation);
        Assert.Equal(1, World.Put(_world.Patch(key, """{"metadata":{"annotations":{"a":"b"}}}""")).Metadata.Generation);
        Assert.Equal(1, World.Put(_world.Patch(key, """{"status":{"replicas":3}}""", status: true)).Metadata.Generation);
        Assert.Equal(2, World.Put(_world.Patch(key, """{"spec":{"replicas":3}}""")).Metadata.Generation);
        Assert.Equal(2, World.Put(_world.Patch(key, """{"metadata":{"generation":9,"labels":{"a":"b"}}}""")).Metadata.Generation);
    }
}
