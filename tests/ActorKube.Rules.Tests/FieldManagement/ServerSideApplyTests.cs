using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Tests.Writes;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.Rules.Tests.Writes.World;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.FieldManagement;

public sealed class ServerSideApplyTests
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    private const string Manifest =
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default"},
         "spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
          "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"main","image":"nginx:1.27","ports":[{"containerPort":80}]}]}}}}
        """;

    private static readonly ResourceKey Web = new(KindCatalogue.Deployment, "default", "web");
    private static readonly ResourceKey Settings = new(KindCatalogue.ConfigMap, "default", "settings");

    private readonly World _world = new();

    [Fact]
    public void An_apply_creates_the_object_and_owns_what_it_says()
    {
        var decision = Apply("me", Web, Manifest);
        Assert.True(Assert.IsType<WriteDecision.Put>(decision).Creates);
        Assert.Equal(
            """[{"manager":"me","operation":"Apply","apiVersion":"apps/v1","time":"2026-01-01T12:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{},"f:selector":{},"f:template":{"f:metadata":{"f:labels":{"f:app":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"main\"}":{".":{},"f:image":{},"f:name":{},"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}}}}}}}}}}]""",
            Text(Managed(Web)));
    }

    [Fact]
    public void Applying_the_same_again_writes_nothing()
    {
        Put(Apply("me", Web, Manifest));
        _world.Now = At.Minute(1);
        Assert.IsType<WriteDecision.Keep>(Apply("me", Web, Manifest));
    }

    [Fact]
    public void A_create_owns_what_was_filled_in_too()
    {
        _world.Options = new() { FieldManager = "kubectl-create" };
        Put(_world.Create(Settings, Json.Bytes("""{"metadata":{"labels":{"a":"b"},"creationTimestamp":null},"data":{"k":"v"}}""")));
        Assert.Equal(
            """[{"manager":"kubectl-create","operation":"Update","apiVersion":"v1","time":"2026-01-01T12:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{".":{},"f:k":{}},"f:metadata":{"f:labels":{".":{},"f:a":{}}}}}]""",
            Text(Managed(Settings)));
    }

    [Fact]
    public void A_created_deployment_is_owned_as_upstream_shows_it()
    {
        _world.Options = new() { FieldManager = "kubectl-create" };
        Put(_world.Create(Web, Json.Bytes(Manifest)));
        var fields = Text(Managed(Web)[0]!["fieldsV1"]!);
        Assert.StartsWith("""{"f:spec":{"f:progressDeadlineSeconds":{},"f:replicas":{},"f:revisionHistoryLimit":{},"f:selector":{},"f:strategy":{"f:rollingUpdate":{".":{},"f:maxSurge":{},"f:maxUnavailable":{}},"f:type":{}},"f:template":{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"main\"}":{".":{},"f:image":{},"f:imagePullPolicy":{},"f:name":{},"f:ports":{".":{},"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"f:protocol":{}}},"f:resources":{},""", fields);
        Assert.DoesNotContain("f:status", fields);
        Assert.DoesNotContain("f:generation", fields);
    }

    [Fact]
    public void A_write_without_a_manager_begins_no_account()
    {
        Put(_world.Create(Web, Json.Bytes(Manifest)));
        _world.Options = new() { FieldManager = "late" };
        Assert.Null(Put(_world.Patch(Web, """{"spec":{"replicas":7}}""")).ToTree().At("metadata.managedFields"));
    }

    [Fact]
    public void What_others_own_is_a_conflict()
    {
        Put(Apply("me", Web, Manifest));
        Patch("scaler", """{"spec":{"replicas":7}}""");
        Assert.Equal(
            new Refusal(RefusalReason.Conflict, "Apply failed with 1 conflict: conflict with \"scaler\" using apps/v1: .spec.replicas"),
            Refused(Apply("me", Web, Manifest)) with { Faults = [] });
        Assert.Equal(
            [new FieldFault(".spec.replicas", FieldFaultKind.ManagerConflict, "conflict with \"scaler\" using apps/v1")], Refused(Apply("me", Web, Manifest)).Faults.ToArray());
    }

    [Fact]
    public void Several_conflicts_are_listed_by_their_managers()
    {
        Put(Apply("zoe", Settings, """{"data":{"a":"1","b":"1"}}"""));
        Put(Apply("amy", Settings, """{"data":{"c":"1"}}"""));
        Assert.Equal(
            "Apply failed with 3 conflicts: conflicts with \"amy\":\n- .data.c\nconflicts with \"zoe\":\n- .data.a\n- .data.b",
            Refused(Apply("me", Settings, """{"data":{"a":"2","b":"2","c":"2"}}""")).Message);
    }

    [Fact]
    public void An_apply_that_says_the_same_shares_the_ownership()
    {
        Put(Apply("one", Settings, """{"data":{"a":"1"}}"""));
        Put(Apply("other", Settings, """{"data":{"a":"1"}}"""));
        Assert.Equal(["one", "other"], Managed(Settings).Select(entry => (string?)entry!["manager"]));
        Assert.Equal("1", (string?)Put(Apply("one", Settings, """{"data":{}}""")).ToTree().At("data.a"));
        Assert.Null(Put(Apply("other", Settings, """{"data":{}}""")).ToTree().At("data.a"));
    }

    [Fact]
    public void Force_takes_the_ownership()
    {
        Put(Apply("one", Settings, """{"data":{"a":"1","b":"1"}}"""));
        var forced = Put(Apply("other", Settings, """{"data":{"a":"2"}}""", force: true));
        Assert.Equal("2", (string?)forced.ToTree().At("data.a"));
        Assert.Equal("""{"f:data":{"f:b":{}}}""", Fields(Settings, "one"));
        Assert.Equal("""{"f:data":{"f:a":{}}}""", Fields(Settings, "other"));
    }

    [Fact]
    public void What_a_manager_no_longer_applies_goes_unless_others_own_it()
    {
        Put(Apply("me", Web, Manifest));
        var more = Manifest.Replace("\"ports\"", "\"env\":[{\"name\":\"A\",\"value\":\"1\"}],\"ports\"", StringComparison.Ordinal).Replace("\"replicas\":2,", "\"replicas\":2,\"paused\":true,", StringComparison.Ordinal);
        Assert.Single(Put(Apply("me", Web, more)).ToTree().At("spec.template.spec.containers.0.env")!.AsArray());
        var less = Put(Apply("me", Web, Manifest)).ToTree();
        Assert.Null(less.At("spec.template.spec.containers.0.env"));
        Assert.Null(less.At("spec.paused"));
        Assert.Equal("RollingUpdate", (string?)less.At("spec.strategy.type"));
        Patch("scaler", """{"spec":{"replicas":7}}""");
        Assert.IsType<WriteDecision.Keep>(Apply("me", Web, Manifest.Replace("\"replicas\":2,", "", StringComparison.Ordinal)));
        Assert.Equal(7, (int?)_world[Web].ToTree().At("spec.replicas"));
    }

    [Fact]
    public void A_field_that_nobody_applies_any_more_has_its_default_again()
    {
        Put(Apply("me", Web, Manifest));
        Assert.Equal(1, (int?)Put(Apply("me", Web, Manifest.Replace("\"replicas\":2,", "", StringComparison.Ordinal))).ToTree().At("spec.replicas"));
    }

    [Fact]
    public void Two_managers_have_each_its_container()
    {
        Put(Apply("me", Web, Manifest));
        var sidecar = """{"spec":{"template":{"spec":{"containers":[{"name":"proxy","image":"envoy:1"}]}}}}""";
        Assert.Equal(["main", "proxy"], Names(Put(Apply("mesh", Web, sidecar))));
        Assert.IsType<WriteDecision.Keep>(Apply("me", Web, Manifest));
        Assert.Equal(["main"], Names(Put(Apply("mesh", Web, """{"spec":{"template":{"spec":{"containers":[]}}}}"""))));
    }

    [Fact]
    public void An_update_takes_what_it_changes()
    {
        Put(Apply("me", Settings, """{"data":{"a":"1","b":"1"}}"""));
        _world.Options = new() { FieldManager = "editor" };
        _world.Now = At.Second(30);
        Put(_world.Patch(Settings, """{"data":{"a":"2","b":null}}"""));
        Assert.Null(Fields(Settings, "me"));
        Assert.Equal("""{"f:data":{"f:a":{}}}""", Fields(Settings, "editor"));
        Assert.Equal("2026-01-01T12:00:30Z", (string?)Managed(Settings)[0]!["time"]);
    }

    [Fact]
    public void A_write_without_a_manager_takes_away_and_owns_nothing()
    {
        Put(Apply("me", Settings, """{"data":{"a":"1","b":"1"}}"""));
        _world.Options = WriteOptions.Default;
        Put(_world.Patch(Settings, """{"data":{"a":"2"}}"""));
        Assert.Equal("""[{"manager":"me","operation":"Apply","apiVersion":"v1","time":"2026-01-01T12:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:b":{}}}}]""", Text(Managed(Settings)));
    }

    [Fact]
    public void A_status_is_owned_by_itself()
    {
        Put(Apply("me", Web, Manifest));
        _world.Options = new() { FieldManager = "controller" };
        Put(_world.Patch(Web, """{"spec":{"replicas":9},"status":{"replicas":2,"conditions":[{"type":"Available","status":"True"}]}}""", Subresource.Status));
        var entry = Managed(Web)[1]!;
        Assert.Equal("status", (string?)entry["subresource"]);
        Assert.Equal("""{"f:status":{"f:conditions":{".":{},"k:{\"type\":\"Available\"}":{".":{},"f:status":{},"f:type":{}}},"f:replicas":{}}}""", Text(entry["fieldsV1"]!));
        Assert.Equal(2, (int?)_world[Web].ToTree().At("spec.replicas"));
    }

    [Fact]
    public void An_applied_status_changes_status_alone()
    {
        Put(Apply("me", Web, Manifest));
        var applied = Put(Apply("controller", Web, """{"spec":{"replicas":9},"status":{"replicas":3}}""", subresource: Subresource.Status));
        Assert.Equal(3, (int?)applied.ToTree().At("status.replicas"));
        Assert.Equal(2, (int?)applied.ToTree().At("spec.replicas"));
        Assert.Equal("""{"f:status":{"f:replicas":{}}}""", Fields(Web, "controller"));
    }

    [Fact]
    public void A_scale_is_owned_as_such()
    {
        Put(Apply("me", Web, Manifest));
        _world.Options = new() { FieldManager = "kubectl-scale" };
        Put(_world.Patch(Web, """{"spec":{"replicas":5}}""", Subresource.Scale));
        Assert.Equal("scale", (string?)Managed(Web)[1]!["subresource"]);
        Assert.Equal(
            "Apply failed with 1 conflict: conflict with \"kubectl-scale\" with subresource \"scale\" using apps/v1: .spec.replicas", Refused(Apply("me", Web, Manifest)).Message);
        Assert.Equal(6, (int?)Put(Apply("scaler", Web, """{"spec":{"replicas":6}}""", force: true, Subresource.Scale)).ToTree().At("spec.replicas"));
    }

    [Fact]
    public void An_object_from_before_is_owned_by_its_past()
    {
        Put(_world.Create(Settings, Json.Bytes("""{"data":{"a":"1"}}""")));
        Assert.Equal(
            "Apply failed with 1 conflict: conflict with \"before-first-apply\" using v1: .data.a", Refused(Apply("me", Settings, """{"data":{"a":"2"}}""")).Message);
        Put(Apply("me", Settings, """{"data":{"b":"1"}}"""));
        Assert.Equal(["me", "before-first-apply"], Managed(Settings).Select(entry => (string?)entry!["manager"]));
    }

    [Fact]
    public void Kubectl_goes_over_from_applying_on_the_client()
    {
        _world.Options = new() { FieldManager = "kubectl-client-side-apply" };
        Put(_world.Apply(Web, Json.Bytes(Manifest)));
        var changed = Manifest.Replace("nginx:1.27", "nginx:1.28", StringComparison.Ordinal);
        Assert.StartsWith("Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" using apps/v1:", Refused(Apply("other", Web, changed)).Message);
        var applied = Put(Apply("kubectl", Web, changed));
        Assert.Contains("nginx:1.28", applied.Metadata.Annotations[Annotation], StringComparison.Ordinal);
        Assert.Equal("nginx:1.28", (string?)applied.ToTree().At("spec.template.spec.containers.0.image"));
        Assert.DoesNotContain("f:image\"", Fields(Web, "kubectl-client-side-apply"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_changed_since_is_a_conflict_for_kubectl_too()
    {
        _world.Options = new() { FieldManager = "kubectl-client-side-apply" };
        Put(_world.Apply(Web, Json.Bytes(Manifest)));
        Patch("scaler", """{"spec":{"replicas":7}}""");
        Assert.Equal(
            "Apply failed with 1 conflict: conflict with \"scaler\" using apps/v1: .spec.replicas",
            Refused(Apply("kubectl", Web, Manifest.Replace("nginx:1.27", "nginx:1.28", StringComparison.Ordinal))).Message);
    }

    [Fact]
    public void Kubectl_may_rewrite_the_account()
    {
        Put(Apply("me", Settings, """{"data":{"a":"1"}}"""));
        _world.Options = new() { FieldManager = "kubectl" };
        var patch = """[{"op":"replace","path":"/metadata/managedFields","value":[{"manager":"you","operation":"Apply","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{}}}}]}]""";
        Put(_world.Patch(Settings, PatchType.Json, patch));
        Assert.Equal("you", (string?)Assert.Single(Managed(Settings))!["manager"]);
    }

    [Theory]
    [InlineData("[{}]", true)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    [InlineData("""[{"manager":"x","operation":"Nonsense"}]""", false)]
    public void An_account_is_reset_by_one_empty_entry_and_by_nothing_else(string managedFields, bool reset)
    {
        Put(Apply("me", Settings, """{"data":{"a":"1"}}"""));
        _world.Options = new() { FieldManager = "editor" };
        var decision = _world.Patch(Settings, $$$"""{"metadata":{"managedFields":{{{managedFields}}}}}""");
        if (reset)
            Assert.Null(Put(decision).ToTree().At("metadata.managedFields"));
        else
            Assert.IsType<WriteDecision.Keep>(decision);
    }

    [Theory]
    [InlineData("""{"metadata":{"managedFields":[]},"data":{}}""", 400, "metadata.managedFields must be nil")]
    [InlineData("""{"apiVersion":"v2","data":{}}""", 400, "the API version in the data (v2) does not match the expected API version (v1)")]
    [InlineData("""{"metadata":{"name":"other"}}""", 400, "the name of the object (other) does not match the name on the URL (settings)")]
    [InlineData("""{"dataa":{}}""", 400, "failed to create typed patch object (default/settings; /v1, Kind=ConfigMap): .dataa: field not declared in schema")]
    [InlineData("""{"metadata":{"uid":"x"}}""", 409, "Operation cannot be fulfilled on configmaps \"settings\": uid mismatch: the provided object specified uid x, and no existing object was found")]
    [InlineData("[", 400, "error decoding YAML: ")]
    public void What_cannot_be_applied_is_refused(string configuration, int code, string message)
    {
        var refusal = Refused(Apply("me", Settings, configuration));
        Assert.Equal(code, refusal.Code);
        Assert.StartsWith(message, refusal.Message);
    }

    [Theory]
    [InlineData("""[{"image":"x"}]""", ".spec.template.spec.containers: element 0: associative list with keys")]
    [InlineData("""[{"name":"a"},{"name":"a"}]""", ".spec.template.spec.containers: duplicate entries for key [name=\"a\"]")]
    [InlineData("""[{"name":"a","x":1}]""", ".spec.template.spec.containers[0].x: field not declared in schema")]
    public void Items_must_be_told_apart(string containers, string message) => Assert.Contains(
        message, Refused(Apply("me", Web, """{"spec":{"template":{"spec":{"containers":ITEMS}}}}""".Replace("ITEMS", containers, StringComparison.Ordinal))).Message);

    [Fact]
    public void A_stale_revision_is_a_conflict()
    {
        Put(Apply("me", Settings, """{"data":{"a":"1"}}"""));
        Assert.Equal(Refusal.Conflict(Settings), Refused(Apply("me", Settings, """{"metadata":{"resourceVersion":"1"},"data":{"a":"2"}}""")));
    }

    [Fact]
    public void Faults_of_the_merged_object_are_found() =>
        Assert.Equal(422, Refused(Apply("me", Web, Manifest.Replace("\"replicas\":2", "\"replicas\":-2", StringComparison.Ordinal))).Code);

    [Fact]
    public void Owners_in_two_versions_are_compared_each_in_its_own()
    {
        var (old, now) = (new ResourceKey(KindCatalogue.HorizontalPodAutoscalerV1, "default", "web"), new ResourceKey(KindCatalogue.HorizontalPodAutoscaler, "default", "web"));
        Put(Apply("one", old, """{"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":5,"targetCPUUtilizationPercentage":80}}"""));
        Assert.Equal(
            "Apply failed with 2 conflicts: conflicts with \"one\":\n- .spec.maxReplicas\n- .spec.targetCPUUtilizationPercentage",
            Refused(Apply("two", now, """{"spec":{"maxReplicas":6,"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}}]}}""")).Message);
    }

    [Fact]
    public void More_than_ten_updaters_are_put_together()
    {
        _world.Options = new() { FieldManager = "first" };
        Put(_world.Create(Settings, Json.Bytes("""{"data":{"first":"1"}}""")));
        for (var number = 0; number < 14; number++)
        {
            _world.Now = At.Second(number + 1);
            _world.Options = new() { FieldManager = $"m{number:00}" };
            Put(_world.Patch(Settings, $$$"""{"data":{"k{{{number:00}}}":"1"}}"""));
        }
        Assert.Equal(10, Managed(Settings).Count);
        Assert.StartsWith("""{"f:data":{".":{},"f:first":{},"f:k00":{},""", Fields(Settings, "ancient-changes"));
    }

    private WriteDecision Apply(string manager, ResourceKey key, string configuration, bool force = false, Subresource subresource = Subresource.None)
    {
        _world.Options = new() { FieldManager = manager, Force = force };
        return _world.Patch(key, PatchType.Apply, configuration, subresource);
    }

    private void Patch(string manager, string patch)
    {
        _world.Options = new() { FieldManager = manager };
        Put(_world.Patch(Web, patch));
    }

    private JsonArray Managed(ResourceKey key) => _world[key].ToTree().At("metadata.managedFields")?.AsArray() ?? [];

    private string? Fields(ResourceKey key, string manager) =>
        Managed(key).FirstOrDefault(entry => (string?)entry!["manager"] == manager)?["fieldsV1"] is { } fields ? Text(fields) : null;

    private static string Text(JsonNode node) => Json.Text(Json.Bytes(node));

    private static List<string> Names(ApiObject deployment) =>
        [.. deployment.ToTree().At("spec.template.spec.containers")!.AsArray().Select(container => (string)container!["name"]!)];
}
