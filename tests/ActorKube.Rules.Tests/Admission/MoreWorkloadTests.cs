using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Tests.Writes;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using CsCheck;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

/// <summary>Defaults and faults of the workload kinds, as https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/ gives them.</summary>
public sealed class MoreWorkloadTests
{
    private const string Template = """{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}}""";
    private const string Ending = """{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i:1"}]}}""";
    private const string Selector = """{"matchLabels":{"a":"b"}}""";

    private readonly World _world = new();

    public static TheoryData<string, string, string, string> Defaults => new()
    {
        { "DaemonSet", $$$$$$"""{"selector":{{{{{{Selector}}}}}},"template":{{{{{{Template}}}}}}}""", "updateStrategy", """{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1,"maxSurge":0}}""" },
        { "DaemonSet", $$$$$$"""{"selector":{{{{{{Selector}}}}}},"template":{{{{{{Template}}}}}}}""", "revisionHistoryLimit", "10" },
        { "StatefulSet", $$$$$$"""{"selector":{{{{{{Selector}}}}}},"template":{{{{{{Template}}}}}}}""", "podManagementPolicy", "\"OrderedReady\"" },
        { "StatefulSet", $$$$$$"""{"selector":{{{{{{Selector}}}}}},"template":{{{{{{Template}}}}}}}""", "updateStrategy", """{"type":"RollingUpdate","rollingUpdate":{"partition":0}}""" },
        { "StatefulSet", $$$$$$"""{"selector":{{{{{{Selector}}}}}},"template":{{{{{{Template}}}}}}}""", "persistentVolumeClaimRetentionPolicy", """{"whenDeleted":"Retain","whenScaled":"Retain"}""" },
        { "ReplicationController", $$$$$$"""{"template":{{{{{{Template}}}}}}}""", "selector", """{"a":"b"}""" },
        { "ReplicationController", $$$$$$"""{"template":{{{{{{Template}}}}}}}""", "replicas", "1" },
        { "Job", $$$$$$"""{"template":{{{{{{Ending}}}}}}}""", "completions", "1" },
        { "Job", $$$$$$"""{"template":{{{{{{Ending}}}}}}}""", "backoffLimit", "6" },
        { "Job", $$$$$$"""{"template":{{{{{{Ending}}}}}}}""", "completionMode", "\"NonIndexed\"" },
        { "Job", $$$$$$"""{"template":{{{{{{Ending}}}}}}}""", "suspend", "false" },
        { "Job", $$$$$$"""{"template":{{{{{{Ending}}}}}}}""", "podReplacementPolicy", "\"TerminatingOrFailed\"" },
        { "CronJob", $$$$$$"""{"schedule":"0 3 * * *","jobTemplate":{"spec":{"template":{{{{{{Ending}}}}}}}}}""", "concurrencyPolicy", "\"Allow\"" },
        { "CronJob", $$$$$$"""{"schedule":"@daily","jobTemplate":{"spec":{"template":{{{{{{Ending}}}}}}}}}""", "successfulJobsHistoryLimit", "3" },
        { "CronJob", $$$$$$"""{"schedule":"@every 1h30m","jobTemplate":{"spec":{"template":{{{{{{Ending}}}}}}}}}""", "suspend", "false" },
        { "HorizontalPodAutoscaler", """{"maxReplicas":3,"scaleTargetRef":{"kind":"Deployment","name":"d"}}""", "minReplicas", "1" },
        {
            "HorizontalPodAutoscaler", """{"maxReplicas":3,"scaleTargetRef":{"kind":"Deployment","name":"d"}}""", "metrics",
            """[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}]"""
        },
    };

    public static TheoryData<string, string, string> Faults => new()
    {
        { "DaemonSet", $$$$$$"""{"template":{{{{{{Template}}}}}}}""", "spec.selector: Required value" },
        { "DaemonSet", $$$$$$"""{"selector":{"matchLabels":{"a":"c"}},"template":{{{{{{Template}}}}}}}""", "`selector` does not match template `labels`" },
        {
            "DaemonSet", $$$$$$"""{"selector":{{{{{{Selector}}}}}},"template":{{{{{{Template}}}}}},"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0}}}""",
            "spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0 when maxSurge is 0"
        },
        { "DaemonSet", $$$$$$"""{"selector":{{{{{{Selector}}}}}},"template":{{{{{{Template}}}}}},"updateStrategy":{"type":"Sometimes"}}""", "spec.updateStrategy.type: Unsupported value: \"Sometimes\"" },
        { "StatefulSet", $$$$$$"""{"selector":{{{{{{Selector}}}}}},"template":{{{{{{Template}}}}}},"podManagementPolicy":"Random"}""", "spec.podManagementPolicy: Unsupported value: \"Random\"" },
        { "StatefulSet", $$$$$$"""{"selector":{{{{{{Selector}}}}}},"template":{{{{{{Template}}}}}},"replicas":-1}""", "spec.replicas: Invalid value: -1: must be greater than or equal to 0" },
        { "ReplicationController", """{"selector":{"x":"y"}}""", "spec.template: Required value" },
        { "ReplicationController", $$$$$$"""{"selector":{"x":"y"},"template":{{{{{{Template}}}}}}}""", "`selector` does not match template `labels`" },
        { "Job", $$$$$$"""{"template":{{{{{{Template}}}}}}}""", "spec.template.spec.restartPolicy: Unsupported value: \"Always\": supported values: \"OnFailure\", \"Never\"" },
        { "Job", """{"template":{"spec":{"restartPolicy":"Never","runtimeClassName":"R","containers":[{"name":"a","image":"b"}]}}}""", "spec.template.spec.runtimeClassName: Invalid value: \"R\": " + Admitted.Subdomain },
        { "Job", $$$$$$"""{"template":{{{{{{Ending}}}}}},"parallelism":-2}""", "spec.parallelism: Invalid value: -2" },
        { "Job", $$$$$$"""{"template":{{{{{{Ending}}}}}},"completionMode":"Indexed","parallelism":2}""", "spec.completions: Required value: when completion mode is Indexed" },
        { "Job", $$$$$$"""{"template":{{{{{{Ending}}}}}},"backoffLimitPerIndex":1}""", "spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode" },
        { "CronJob", $$$$$$"""{"jobTemplate":{"spec":{"template":{{{{{{Ending}}}}}}}}}""", "spec.schedule: Required value" },
        { "CronJob", $$$$$$"""{"schedule":"every day","jobTemplate":{"spec":{"template":{{{{{{Ending}}}}}}}}}""", "expected exactly 5 fields, found 2: [every day]" },
        { "CronJob", $$$$$$"""{"schedule":"61 * * * *","jobTemplate":{"spec":{"template":{{{{{{Ending}}}}}}}}}""", "spec.schedule: Invalid value: \"61 * * * *\"" },
        { "CronJob", $$$$$$"""{"schedule":"@daily","timeZone":"Mars/Base","jobTemplate":{"spec":{"template":{{{{{{Ending}}}}}}}}}""", "unknown time zone Mars/Base" },
        { "CronJob", $$$$$$"""{"schedule":"@daily","jobTemplate":{"spec":{"selector":{{{{{{Selector}}}}}},"template":{{{{{{Ending}}}}}}}}}""", "`selector` will be auto-generated" },
        { "HorizontalPodAutoscaler", """{"maxReplicas":1,"minReplicas":2,"scaleTargetRef":{"kind":"D","name":"d"}}""", "spec.maxReplicas: Invalid value: 1: must be greater than or equal to `minReplicas`" },
        { "HorizontalPodAutoscaler", """{"maxReplicas":1,"scaleTargetRef":{}}""", "spec.scaleTargetRef.kind: Required value" },
    };

    private static ResourceKey Key(string kind) => new(KindCatalogue.BuiltIn.Stored.Single(stored => stored.Kind == kind), "default", "x");

    private WriteDecision Create(string kind, string spec) => _world.Create(Key(kind), Json.Bytes($$$$$$"""{"metadata":{"name":"x"},"spec":{{{{{{spec}}}}}}}"""));

    [Theory, MemberData(nameof(Defaults))]
    public void What_is_left_out_is_filled_in(string kind, string spec, string field, string value)
    {
        var made = Assert.IsType<WriteDecision.Put>(Create(kind, spec)).Object.ToTree();
        Assert.Equal(JsonNode.Parse(value)!.ToJsonString(), made["spec"]![field]?.ToJsonString());
    }

    [Theory, MemberData(nameof(Faults))]
    public void What_is_wrong_is_said_in_upstreams_words(string kind, string spec, string message) =>
        Assert.Contains(message, Assert.IsType<WriteDecision.Refuse>(Create(kind, spec)).Refusal.Message, StringComparison.Ordinal);

    [Fact]
    public void A_job_finds_its_pods_by_its_own_uid()
    {
        var made = Assert.IsType<WriteDecision.Put>(Create("Job", $$$$$$"""{"template":{{{{{{Ending}}}}}}}""")).Object;
        var spec = made.ToTree()["spec"]!;
        Assert.Equal(made.Metadata.Uid, (string)spec["selector"]!["matchLabels"]!["batch.kubernetes.io/controller-uid"]!);
        Assert.Equal("x", (string)spec["template"]!["metadata"]!["labels"]!["batch.kubernetes.io/job-name"]!);
    }

    [Theory]
    [InlineData("Job", "parallelism", "5", true)]
    [InlineData("Job", "suspend", "true", true)]
    [InlineData("Job", "completions", "7", false)]
    [InlineData("Job", "completionMode", "\"Indexed\"", false)]
    [InlineData("StatefulSet", "replicas", "4", true)]
    [InlineData("StatefulSet", "serviceName", "\"other\"", false)]
    [InlineData("StatefulSet", "podManagementPolicy", "\"Parallel\"", false)]
    [InlineData("DaemonSet", "minReadySeconds", "4", true)]
    [InlineData("DaemonSet", "selector", """{"matchLabels":{"a":"b","c":"d"}}""", false)]
    public void Only_what_may_change_changes(string kind, string field, string value, bool mayChange)
    {
        Assert.IsType<WriteDecision.Put>(Create(kind, kind == "Job" ? $$$$$$"""{"template":{{{{{{Ending}}}}}}}""" : $$$$$$"""{"selector":{{{{{{Selector}}}}}},"template":{{{{{{Template}}}}}}}"""));
        var decision = _world.Patch(Key(kind), $$$$$$"""{"spec":{"{{{{{{field}}}}}}":{{{{{{value}}}}}}}}""");
        Assert.True(decision is WriteDecision.Put == mayChange, decision.ToString());
    }

    [Fact]
    public void What_was_admitted_is_admitted_again_without_a_change()
    {
        foreach (var row in Defaults.Cast<object[]>().DistinctBy(row => row[0]))
        {
            var made = Assert.IsType<WriteDecision.Put>(Create((string)row[0], (string)row[1])).Object;
            var again = _world.Replace(made);
            Assert.True(again is WriteDecision.Keep, $"{row[0]}: {again}");
        }
    }

    [Fact]
    public void No_spec_makes_admission_throw()
    {
        var node = Gen.Recursive<JsonNode?>((depth, inner) => depth > 4
            ? Gen.OneOf(Gen.Const((JsonNode?)null), Gen.Int[-3, 9].Select(number => (JsonNode?)number), OneOf("", "a", "Never", "50%").Select(text => (JsonNode?)text))
            : Gen.OneOf(
                Gen.Select(Fields, inner).Array[0, 5].Select(fields => (JsonNode?)new JsonObject(fields.DistinctBy(field => field.Item1).Select(field => KeyValuePair.Create(field.Item1, field.Item2?.DeepClone())))),
                inner.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])),
                Gen.Int[-3, 9].Select(number => (JsonNode?)number)));
        Gen.Select(OneOf("DaemonSet", "StatefulSet", "ReplicationController", "Job", "CronJob", "HorizontalPodAutoscaler"), node)
            .Sample((kind, spec) => new World().Create(Key(kind), Json.Bytes($$$$$$"""{"metadata":{"name":"x"},"spec":{{{{{{spec?.ToJsonString() ?? "null"}}}}}}}""")) is not null, iter: 2000);
    }

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    private static readonly Gen<string> Fields = OneOf(
        "selector", "matchLabels", "template", "spec", "metadata", "labels", "containers", "name", "image", "updateStrategy", "rollingUpdate", "type", "maxSurge", "jobTemplate",
        "schedule", "volumeClaimTemplates", "podFailurePolicy", "rules", "onExitCodes", "values", "metrics", "resource", "target", "behavior", "scaleUp", "policies", "restartPolicy");
}
