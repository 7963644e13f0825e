using ActorKube.Model.Objects;
using Akka.Actor;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests;

/// <summary>What crashes takes with it what it would take with it in reality, and nothing more.</summary>
public sealed class SupervisionTests : NodeHarness
{
    [Fact]
    public void A_crashed_container_is_a_crashed_container()
    {
        var pod = RunningPod();

        Actor($"{NodeName}/runtime/{pod.Metadata.Uid}/main-0").Tell(Kill.Instance);

        var status = StatusOf(pod, status => IsReady(status) && Restarts(status) == 1);
        Assert.Equal(134, (int)status["containerStatuses"]![0]!["lastState"]!["terminated"]!["exitCode"]!);
    }

    [Fact]
    public void A_crashed_kubelet_finds_its_pods_alive_and_goes_on_with_them()
    {
        var pod = RunningPod();
        var container = Actor($"{NodeName}/runtime/{pod.Metadata.Uid}/main-0");

        Actor($"{NodeName}/kubelet").Tell(Kill.Instance);

        // The new kubelet has every pod say its status again, and takes new orders.
        var next = Bound(APod("next"), 40).Build();
        Bind(next);
        Assert.Equal(0, Restarts(Running(next)));
        Assert.Equal(container, Actor($"{NodeName}/runtime/{pod.Metadata.Uid}/main-0"));
        Change(Bound(APod("web"), 50).Deleting(DateTimeOffset.UnixEpoch, 1).Build());
        Deletion(pod);
    }

    [Fact]
    public void A_crashed_pod_starts_its_containers_again()
    {
        var pod = RunningPod();
        Actor($"{NodeName}/runtime/{pod.Metadata.Uid}").Tell(Kill.Instance);
        StatusOf(pod, status => IsReady(status) && Restarts(status) == 1);
    }

    [Fact]
    public void A_crashed_runtime_loses_its_pods_and_the_kubelet_starts_them_again()
    {
        var pod = RunningPod();
        Actor($"{NodeName}/runtime").Tell(Kill.Instance);
        StatusOf(pod, status => IsReady(status) && Restarts(status) == 1);
    }

    [Fact]
    public void A_crashed_node_comes_back_in_place_and_its_containers_with_a_count()
    {
        var pod = RunningPod();
        Actor(NodeName).Tell(Kill.Instance);
        StatusOf(pod, status => IsReady(status) && Restarts(status) == 1);
    }

    private ApiObject RunningPod()
    {
        var pod = Bound(APod("web")).Build();
        Join(1, pod);
        Running(pod);
        return pod;
    }
}
