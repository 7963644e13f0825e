using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.Rules.Tests.Writes.World;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Writes;

public sealed class FieldValidationTests
{
    private const string Odd =
        """{"metadata":{"labels":{"a":"1","a":"2"}},"spec":{"foo":1,"containers":[{"name":"main","image":"nginx:1.27","imagee":"x"}],"nodeName":"n","nodeName":"m"}}""";

    private static readonly ResourceKey Web = ResourceKey.Pod("default", "web");

    private readonly World _world = new();

    [Fact]
    public void A_strict_write_is_refused_with_every_odd_field()
    {
        _world.Options = new() { FieldValidation = FieldValidation.Strict };
        Assert.Equal(
            new Refusal(
                RefusalReason.BadRequest,
                "Pod in version \"v1\" cannot be handled as a Pod: strict decoding error: unknown field \"spec.foo\", unknown field \"spec.containers[0].imagee\", "
                + "duplicate field \"metadata.labels.a\", duplicate field \"spec.nodeName\""),
            Refused(_world.Create(Web, Json.Bytes(Odd))));
    }

    [Fact]
    public void An_ordinary_write_warns_of_them_and_drops_them()
    {
        var decision = _world.Create(Web, Json.Bytes(Odd));
        Assert.Equal(
            [
                "unknown field \"spec.foo\"", "unknown field \"spec.containers[0].imagee\"", "duplicate field \"metadata.labels.a\"", "duplicate field \"spec.nodeName\"",
            ],
            decision.Warnings.ToArray());
        var tree = Put(decision).ToTree();
        Assert.Null(tree.At("spec.foo"));
        Assert.Null(tree.At("spec.containers.0.imagee"));
        Assert.Equal("2", (string?)tree.At("metadata.labels.a"));
        Assert.Equal("m", (string?)tree.At("spec.nodeName"));
    }

    [Fact]
    public void They_can_be_ignored()
    {
        _world.Options = new() { FieldValidation = FieldValidation.Ignore };
        Assert.Empty(_world.Create(Web, Json.Bytes(Odd)).Warnings);
    }

    [Theory]
    [InlineData(PatchType.Merge, """{"spec":{"foo":1}}""", "unknown field \"spec.foo\"")]
    [InlineData(PatchType.StrategicMerge, """{"spec":{"containers":[{"name":"main","foo":1}]}}""", "unknown field \"spec.containers[0].foo\"")]
    [InlineData(PatchType.Json, """[{"op":"add","path":"/spec/foo","value":1}]""", "unknown field \"spec.foo\"")]
    [InlineData(PatchType.Json, """[{"op":"add","path":"/metadata/labels","value":{},"x":1}]""", "json patch unknown field \"[0].x\"")]
    [InlineData(PatchType.Merge, """{"metadata":{"labels":{"a":"1","a":"2"}}}""", "duplicate field \"metadata.labels.a\"")]
    public void A_patch_is_judged_by_what_it_comes_to(PatchType type, string patch, string warning)
    {
        Put(_world.Create(APod("web").Build()));
        Assert.Equal([warning], _world.Patch(Web, type, patch).Warnings.ToArray());
        _world.Options = new() { FieldValidation = FieldValidation.Strict };
        var refusal = Refused(_world.Patch(Web, type, patch));
        Assert.Equal(422, refusal.Code);
        Assert.StartsWith(" \"\" is invalid: patch: Invalid value: \"", refusal.Message);
        Assert.EndsWith($"\": strict decoding error: {warning}", refusal.Message);
        Assert.Equal("patch", Assert.Single(refusal.Faults).Field);
    }

    [Fact]
    public void A_strategic_patch_is_shown_as_Go_prints_it()
    {
        Put(_world.Create(APod("web").Build()));
        Assert.Equal(
            " \"\" is invalid: patch: Invalid value: \"map[spec:map[hostNetwork:yes]]\": spec.hostNetwork: expected a boolean, got the string \"yes\"",
            Refused(_world.Patch(Web, PatchType.StrategicMerge, """{"spec":{"hostNetwork":"yes"}}""")).Message);
    }

    [Theory]
    [InlineData(PatchType.Json, "{}")]
    [InlineData(PatchType.Json, "[1]")]
    [InlineData(PatchType.Merge, "[]")]
    [InlineData(PatchType.StrategicMerge, "null")]
    [InlineData(PatchType.Merge, "{")]
    public void What_is_no_patch_is_a_bad_request(PatchType type, string patch)
    {
        Put(_world.Create(APod("web").Build()));
        var refusal = Refused(_world.Patch(Web, type, patch));
        Assert.Equal(400, refusal.Code);
        Assert.StartsWith("error decoding patch: ", refusal.Message);
    }

    [Theory]
    [InlineData("""[{"op":"replace","path":"/metadata/name","value":"other"}]""", "the name of the object (other) does not match the name on the URL (web)")]
    [InlineData("""[{"op":"replace","path":"/kind","value":"Node"}]""", "the kind in the data (Node) does not match the expected kind (Pod)")]
    public void A_patch_cannot_make_another_object(string patch, string message)
    {
        Put(_world.Create(APod("web").Build()));
        Assert.Equal(new Refusal(RefusalReason.BadRequest, message), Refused(_world.Patch(Web, PatchType.Json, patch)));
    }

    [Fact]
    public void A_patch_that_leaves_no_object_is_refused()
    {
        Put(_world.Create(APod("web").Build()));
        Assert.Equal(422, Refused(_world.Patch(Web, PatchType.Json, """[{"op":"replace","path":"","value":7}]""")).Code);
    }

    [Fact]
    public void Metadata_of_the_server_cannot_be_said_otherwise()
    {
        Put(_world.Create(APod("web").Build()));
        Assert.Equal(
            "Pod \"web\" is invalid: metadata.creationTimestamp: Invalid value: \"2020-01-01T00:00:00Z\": field is immutable",
            Refused(_world.Patch(Web, """{"metadata":{"creationTimestamp":"2020-01-01T00:00:00Z"}}""")).Message);
        Assert.IsType<WriteDecision.Keep>(_world.Patch(Web, """{"metadata":{"creationTimestamp":"2026-01-01T13:00:00+01:00"}}"""));
    }

    [Fact]
    public void A_dry_run_decides_the_same()
    {
        _world.Options = new() { DryRun = true };
        Put(_world.Create(APod("web").Build()));
        Assert.False(_world.Has(Web));
    }

    [Theory]
    [InlineData("tab\there", "fieldManager: Invalid value: \"tab\\there\": should only contain printable characters")]
    [InlineData("", "fieldManager: Required value: is required for apply patch")]
    public void A_field_manager_must_be_a_name(string manager, string fault)
    {
        _world.Options = new() { FieldManager = manager };
        Assert.Equal($"PatchOptions.meta.k8s.io \"\" is invalid: {fault}", Refused(_world.Patch(Web, PatchType.Apply, "{}")).Message);
    }

    [Fact]
    public void Only_an_apply_can_be_forced()
    {
        _world.Options = new() { Force = true };
        Assert.Equal("PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch", Refused(_world.Patch(Web, "{}")).Message);
    }

    [Fact]
    public void A_kind_that_was_defined_at_run_time_has_no_merge_keys()
    {
        var defined = KindCatalogue.Pod with { Group = "example.com", Kind = "Widget", Plural = "widgets", ModelType = typeof(object) };
        Assert.Equal(415, Refused(_world.Patch(new(defined, "default", "w"), PatchType.StrategicMerge, "{}")).Code);
    }
}
