using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Model.Tests.Pods;

public sealed class PodViewTests
{
    [Fact]
    public void Ordinary_containers_add_up() => Takes("cpu=750m,memory=64Mi", APod("p").Requesting(cpu: "500m", memory: "64Mi").Container("b", cpu: "250m"));

    [Fact]
    public void An_init_container_counts_only_as_far_as_it_exceeds_the_others() =>
        Takes("cpu=1,memory=96Mi", APod("p").Requesting(cpu: "500m", memory: "64Mi").Container("b", memory: "32Mi")
            .InitContainer("i", cpu: "1", memory: "10Mi").InitContainer("j", cpu: "900m"));

    [Fact]
    public void Sidecars_run_beside_the_containers() => Takes("cpu=700m", APod("p").Requesting(cpu: "500m").Sidecar("s", cpu: "200m"));

    [Fact]
    public void An_init_container_runs_beside_the_sidecars_that_were_started_before_it() =>
        Takes("cpu=1200m", APod("p").Requesting(cpu: "500m").Sidecar("s", cpu: "200m").InitContainer("i", cpu: "1"));

    [Fact]
    public void An_init_container_does_not_run_beside_the_sidecars_that_are_started_after_it() =>
        Takes("cpu=1", APod("p").Requesting(cpu: "500m").InitContainer("i", cpu: "1").Sidecar("s", cpu: "200m"));

    [Fact]
    public void Overhead_comes_on_top() =>
        Takes("cpu=600m,memory=1Gi", APod("p").Requesting(cpu: "500m").With("spec.overhead.cpu", "100m").With("spec.overhead.memory", "1Gi"));

    [Fact]
    public void A_pod_without_requests_takes_nothing() => Takes("", APod("p"));

    [Fact]
    public void What_scheduling_decides_by_is_read()
    {
        var pod = APod("p").On("worker-1").OnlyOn("disk", "ssd").Tolerating("a", "1", "NoSchedule").Tolerating("b", seconds: 30).Gated("wait").Priority(7)
            .Ready(since: TestKit.At.Second(5)).With("status.podIP", "10.0.0.1").Build().Pod;
        Assert.Equal("worker-1", pod.NodeName);
        Assert.Equal("disk=ssd", pod.NodeSelector.ToString());
        Assert.Equal("wait", Assert.Single(pod.SchedulingGates));
        Assert.Equal(7, pod.Priority);
        Assert.True(pod is { IsBound: true, IsReady: true, IsTerminal: false, Phase: "Running", PodIP: "10.0.0.1" });
        Assert.Equal(TestKit.At.Second(5), pod.ReadyTransition);
        Assert.Equal(new Model.Pods.Toleration("a", "Equal", "1", "NoSchedule", null), pod.Tolerations[0]);
        Assert.Equal(new Model.Pods.Toleration("b", "Exists", "", "", 30), pod.Tolerations[1]);
    }

    private static void Takes(string expected, PodBuilder pod) => Assert.Equal(expected, pod.Build().Pod.Requests.ToString());
}
