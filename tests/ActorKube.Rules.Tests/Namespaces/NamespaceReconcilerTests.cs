using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Namespaces;
using ActorKube.Rules.Tests.Workloads;
using ActorKube.Rules.Workloads;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Namespaces;

/// <summary>https://kubernetes.io/docs/tasks/administer-cluster/namespaces/#deleting-a-namespace.</summary>
public class NamespaceReconcilerTests
{
    private static readonly NamespaceReconciler Rule = new(KindCatalogue.BuiltIn);
    private readonly TinyCluster _cluster = new();

    private ApiObject Home(bool deleting)
    {
        var home = ANamespace("team").With("spec.finalizers", Json.Tree("""{"x":["kubernetes"]}""")["x"]!.DeepClone());
        return _cluster.Put((deleting ? home.Deleting(At.Start, 0) : home).Build());
    }

    [Fact]
    public void An_active_namespace_is_left_alone()
    {
        var home = Home(deleting: false);
        _cluster.Put(APod("p").In("team").Build());
        Assert.Empty(Rule.Reconcile(_cluster, home.Key, At.Start).Changes);
        Assert.Empty(Rule.KeysFor(_cluster, new(null, home)));
    }

    [Fact]
    public void A_terminating_namespace_deletes_what_is_in_it_and_nothing_else_and_finishes_when_it_is_empty()
    {
        var home = Home(deleting: true);
        var pod = _cluster.Put(APod("p").In("team").Build());
        var set = _cluster.Put(ADeployment("d").In("team").Build());
        var other = _cluster.Put(APod("p").Build());

        var changes = Rule.Reconcile(_cluster, home.Key, At.Start).Changes;
        Assert.Equal([set.Key, pod.Key], changes.Select(change => Assert.IsType<Change.Delete>(change).Key));
        _cluster.Remove(pod.Key);
        _cluster.Remove(set.Key);
        Assert.Equal([home.Key], Rule.KeysFor(_cluster, new(pod, null)));
        _cluster.Reconcile(Rule, home.Key);

        Assert.Empty(_cluster.Find(home.Key)!.ToTree().At("spec.finalizers")!.AsArray());
        Assert.NotNull(_cluster.Find(other.Key));
    }

    [Fact]
    public void What_is_being_deleted_already_is_only_waited_for()
    {
        var home = Home(deleting: true);
        _cluster.Put(APod("p").In("team").Deleting(At.Minute(1)).Build());
        Assert.Empty(Rule.Reconcile(_cluster, home.Key, At.Start).Changes);
    }
}
