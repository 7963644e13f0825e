using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.Rules.Tests.Writes.World;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Writes;

public sealed class NamespaceTests
{
    private static readonly ResourceKey Shop = new(KindCatalogue.Namespace, "", "shop");

    private readonly World _world = new();

    [Fact]
    public void Nothing_is_made_in_a_namespace_that_is_not_there()
    {
        Assert.Equal(new Refusal(RefusalReason.NotFound, "namespaces \"shop\" not found"), Refused(_world.Create(APod("web").In("shop").Build())));
        Put(_world.Create(ANamespace("shop").Build()));
        Put(_world.Create(APod("web").In("shop").Build()));
    }

    [Fact]
    public void A_deleted_namespace_takes_nothing_new_and_goes_once_it_is_empty()
    {
        Put(_world.Create(ANamespace("shop").Build()));
        var deleting = Put(_world.Delete(Shop));
        Assert.True(deleting.Metadata.IsDeleting);
        Assert.Equal("Terminating", (string?)deleting.ToTree().At("status.phase"));
        Assert.Equal(
            new Refusal(RefusalReason.Forbidden, "pods \"web\" is forbidden: unable to create new content in namespace shop because it is being terminated"),
            Refused(_world.Create(APod("web").In("shop").Build())));
        Assert.IsType<WriteDecision.Keep>(_world.Delete(Shop));
        Assert.IsType<WriteDecision.Remove>(_world.Patch(Shop, """{"spec":{"finalizers":null}}"""));
        Assert.False(_world.Has(Shop));
    }

    [Fact]
    public void A_live_namespace_keeps_its_finalizer()
    {
        Put(_world.Create(ANamespace("shop").Build()));
        Assert.IsType<WriteDecision.Keep>(_world.Patch(Shop, """{"spec":{"finalizers":null}}"""));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("kube-system")]
    public void The_clusters_own_namespaces_stay(string name)
    {
        if (name != "default")
            Put(_world.Create(ANamespace(name).Build()));
        Assert.Equal(
            new Refusal(RefusalReason.Forbidden, $"namespaces \"{name}\" is forbidden: this namespace may not be deleted"),
            Refused(_world.Delete(new(KindCatalogue.Namespace, "", name))));
    }

    [Fact]
    public void A_name_is_made_from_its_prefix()
    {
        var key = ResourceKey.Pod("default", "");
        var json = """{"metadata":{"generateName":"web-"},"spec":{"containers":[{"name":"a","image":"i"}]}}""";
        Assert.Equal("web-x7k2p", Put(_world.Create(key, Json.Bytes(json))).Key.Name);
        var longer = json.Replace("web-", new string('a', 100), StringComparison.Ordinal);
        Assert.Equal(63, Put(_world.Create(key, Json.Bytes(longer))).Key.Name.Length);
        var nameless = json.Replace("generateName", "note", StringComparison.Ordinal);
        Assert.Equal("Pod \"\" is invalid: metadata.name: Required value: name or generateName is required", Refused(_world.Create(key, Json.Bytes(nameless))).Message);
    }
}
