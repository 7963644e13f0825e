using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.Rules.Tests.Writes.World;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Writes;

public sealed class ApplicationTests
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    private static readonly ResourceKey Web = new(KindCatalogue.Deployment, "default", "web");

    private readonly World _world = new();

    [Fact]
    public void An_applied_object_remembers_its_manifest_as_kubectl_writes_it()
    {
        var manifest = """{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"shop","labels":{"b":"1","a":"2"},"annotations":{"note":"<&>"}}}""";
        var made = Put(_world.Apply(new ResourceKey(KindCatalogue.Namespace, "", "shop"), Json.Bytes(manifest)));
        Assert.Equal(
            """{"apiVersion":"v1","kind":"Namespace","metadata":{"annotations":{"note":"\u003c\u0026\u003e"},"labels":{"a":"2","b":"1"},"name":"shop"}}""" + "\n",
            made.Metadata.Annotations[Annotation]);
    }

    [Fact]
    public void Applying_the_same_manifest_again_writes_nothing()
    {
        var manifest = ADeployment("web").Of(APod("web").Labelled("app", "web").Requesting(cpu: "0.5").Tolerating("gpu")).Build();
        Put(_world.Apply(manifest));
        Assert.IsType<WriteDecision.Keep>(_world.Apply(manifest));
        var pod = APod("bare").Tolerating("gpu").Requesting(memory: "1024Mi").Build();
        Put(_world.Apply(pod));
        Assert.IsType<WriteDecision.Keep>(_world.Apply(pod));
    }

    [Fact]
    public void What_the_manifest_no_longer_has_goes_and_what_others_set_stays()
    {
        Put(_world.Apply(ADeployment("web").Labelled("tier", "front").Labelled("app", "web").Build()));
        Put(_world.Patch(Web, """{"metadata":{"labels":{"team":"blue"}},"spec":{"template":{"metadata":{"annotations":{"restarted":"now"}}}}}"""));
        var applied = Put(_world.Apply(ADeployment("web").Labelled("app", "web").Replicas(3).Build()));
        Assert.False(applied.Metadata.Labels.ContainsKey("tier"));
        Assert.Equal("blue", applied.Metadata.Labels["team"]);
        Assert.Equal("now", (string?)applied.ToTree().At("spec.template.metadata.annotations.restarted"));
        Assert.Equal(3, (int?)applied.ToTree().At("spec.replicas"));
    }

    [Fact]
    public void Replicas_that_a_manifest_does_not_name_are_left_to_others()
    {
        var tree = ADeployment("web").Build().ToTree();
        tree["spec"]!.AsObject().Remove("replicas");
        var manifest = ApiObject.From(KindCatalogue.Deployment, tree);
        Put(_world.Apply(manifest));
        Put(_world.Patch(Web, """{"spec":{"replicas":5}}"""));
        Assert.IsType<WriteDecision.Keep>(_world.Apply(manifest));
    }

    [Fact]
    public void An_object_that_was_not_applied_is_taken_over_with_a_warning()
    {
        Put(_world.Create(ADeployment("web").Build()));
        var decision = _world.Apply(ADeployment("web").Build());
        Assert.StartsWith("resource deployments/web is missing the kubectl.kubernetes.io/last-applied-configuration annotation", Assert.Single(decision.Warnings));
        Assert.True(Put(decision).Metadata.Annotations.ContainsKey(Annotation));
    }

    [Fact]
    public void A_faulty_manifest_changes_nothing()
    {
        Put(_world.Apply(ADeployment("web").Build()));
        var before = _world[Web];
        Assert.Equal(422, Refused(_world.Apply(ADeployment("web").Replicas(-1).Build())).Code);
        Assert.Equal(400, Refused(_world.Apply(Web, Json.Bytes("""{"spec":{"replicas":"three"}}"""))).Code);
        Assert.Same(before, _world[Web]);
    }
}
