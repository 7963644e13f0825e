using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.Rules.Tests.Writes.World;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Writes;

public sealed class PodRuntimeClassTests
{
    private readonly World _world = new();

    [Fact]
    public void A_pod_of_a_runtime_class_that_is_not_there_is_refused()
    {
        Assert.Equal(new Refusal(RefusalReason.Forbidden, "pods \"web\" is forbidden: pod rejected: RuntimeClass \"fast\" not found"), Refused(Create()));
        Make("""{"handler":"fast"}""");
        Put(Create());
    }

    [Fact]
    public void A_pod_goes_where_its_runtime_class_says()
    {
        Make("""{"handler":"fast","scheduling":{"nodeSelector":{"disk":"ssd"},"tolerations":[{"key":"own","operator":"Exists"}]}}""");

        var spec = Put(Create("spec.nodeSelector", """{"zone":"a"}""")).ToTree()["spec"]!;

        Assert.Equal("""{"zone":"a","disk":"ssd"}""", spec["nodeSelector"]!.ToJsonString());
        Assert.Equal("own", (string?)spec["tolerations"]![0]!["key"]);
    }

    [Fact]
    public void A_pod_that_contradicts_its_runtime_class_is_refused()
    {
        Make("""{"handler":"fast","scheduling":{"nodeSelector":{"disk":"ssd"}}}""");

        Assert.Equal(
            "pods \"web\" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[disk] = ssd; pod.spec.nodeSelector[disk] = hdd",
            Refused(Create("spec.nodeSelector", """{"disk":"hdd"}""")).Message);
    }

    [Fact]
    public void An_overhead_that_nobody_counts_yet_refuses_the_pod()
    {
        Make("""{"handler":"fast","overhead":{"podFixed":{"cpu":"100m"}}}""");

        Assert.Contains("pod overhead is not emulated yet", Refused(Create()).Message, StringComparison.Ordinal);
    }

    private void Make(string runtimeClass) => Put(_world.Create(new ResourceKey(KindCatalogue.RuntimeClass, "", "fast"), Json.Bytes(runtimeClass)));

    private WriteDecision Create(string? path = null, string json = "{}")
    {
        var pod = APod("web").With("spec.runtimeClassName", "fast");
        return _world.Create((path is null ? pod : pod.With(path, System.Text.Json.Nodes.JsonNode.Parse(json))).Build());
    }
}
