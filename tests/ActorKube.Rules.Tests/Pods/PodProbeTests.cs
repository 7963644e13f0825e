using ActorKube.Rules.Pods;
using ActorKube.Rules.Pods.Probing;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Pods;

/// <summary>Probes, as https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes documents them.</summary>
public sealed class PodProbeTests
{
    private const string Check = """{ "exec": { "command": ["check"] }, "initialDelaySeconds": 5, "periodSeconds": 3, "failureThreshold": 2 }""";

    private static readonly ActionOutcome Bad = ActionOutcome.Failure("no");

    [Fact]
    public void A_probe_is_first_tried_after_its_delay_and_then_every_period()
    {
        var pod = Running(APod("web").Having("livenessProbe", Check));

        pod.Tries("main").After(3).Tries("main").After(1).Tries("main", ProbeKind.Liveness);
        pod.After(3).Tries("main");
        pod.Probed("main", ProbeKind.Liveness, ActionOutcome.Success).Tries("main", ProbeKind.Liveness);
        Assert.Null(pod.LookAgain);
        pod.Probed("main", ProbeKind.Liveness, ActionOutcome.Success).Decide();
        Assert.Equal(pod.Now.AddSeconds(3), pod.LookAgain);
    }

    [Fact]
    public void A_try_that_takes_long_keeps_the_beat()
    {
        var pod = Running(APod("web").Having("livenessProbe", Check)).After(4).Tries("main", ProbeKind.Liveness);

        pod.After(4).Probed("main", ProbeKind.Liveness, ActionOutcome.Success).Tries("main", ProbeKind.Liveness);
        pod.Probed("main", ProbeKind.Liveness, ActionOutcome.Success).After(1).Tries("main").After(1).Tries("main", ProbeKind.Liveness);
    }

    [Fact]
    public void A_container_that_fails_its_liveness_probe_often_enough_is_stopped_and_started_again()
    {
        var pod = Running(APod("web").Having("livenessProbe", Check)).After(4).Tries("main", ProbeKind.Liveness);

        pod.Probed("main", ProbeKind.Liveness, Bad).After(3).Does(new PodAction.Try("main", pod.Spec.Containers[0].Probes[0], pod.Now));
        pod.Probed("main", ProbeKind.Liveness, Bad);
        Assert.Equal(
            [new PodAction.Notice("main", false, "Killing", "Container main failed liveness probe, will be restarted"), new PodAction.Terminate("main")], pod.Decide());
        pod.After(3).Does().Exited("main", 143).Starts("main").Started("main").Tries("main").After(5).Tries("main", ProbeKind.Liveness);
        Assert.Equal(1, pod.State.Containers["main"].RestartCount);
    }

    [Fact]
    public void One_success_in_between_forgives()
    {
        var pod = Running(APod("web").Having("livenessProbe", Check)).After(4).Tries("main", ProbeKind.Liveness);
        pod.Probed("main", ProbeKind.Liveness, Bad).After(3).Tries("main", ProbeKind.Liveness);
        pod.Probed("main", ProbeKind.Liveness, ActionOutcome.Success).After(3).Tries("main", ProbeKind.Liveness);
        pod.Probed("main", ProbeKind.Liveness, Bad).After(3).Tries("main", ProbeKind.Liveness);
    }

    [Fact]
    public void A_container_that_is_not_to_run_again_is_stopped_all_the_same()
    {
        var pod = Running(APod("web").Restarting("Never").Having("livenessProbe", Check.Replace("\"failureThreshold\": 2", "\"failureThreshold\": 1", StringComparison.Ordinal)));
        pod.After(4).Tries("main", ProbeKind.Liveness).Probed("main", ProbeKind.Liveness, Bad).Says("Killing", "Container main failed liveness probe");
        pod.Exited("main", 143).Starts().Phase("Failed");
    }

    [Fact]
    public void A_probe_may_have_its_own_grace()
    {
        var pod = Running(APod("web").Grace(30).Having(
            "livenessProbe", """{ "tcpSocket": { "port": 80 }, "failureThreshold": 1, "terminationGracePeriodSeconds": 7 }"""));
        pod.Tries("main", ProbeKind.Liveness).Probed("main", ProbeKind.Liveness, Bad).Terminates("main").After(6).Kills().After(1).Kills("main");
    }

    [Fact]
    public void A_container_is_ready_when_its_readiness_probe_says_so_and_no_longer_than_that()
    {
        var pod = Running(APod("web").Having("readinessProbe", """{ "httpGet": { "port": 80 }, "successThreshold": 2, "failureThreshold": 2 }"""));

        pod.Condition("Ready", "False", "ContainersNotReady").Tries("main", ProbeKind.Readiness);
        pod.Probed("main", ProbeKind.Readiness, ActionOutcome.Success).Condition("Ready", "False", "ContainersNotReady");
        pod.After(10).Tries("main", ProbeKind.Readiness).Probed("main", ProbeKind.Readiness, ActionOutcome.Success).Condition("Ready", "True", null);
        Assert.True((bool)pod.ContainerStatus("main")["ready"]!);
        pod.After(10).Tries("main", ProbeKind.Readiness).Probed("main", ProbeKind.Readiness, Bad).Condition("Ready", "True", null);
        pod.After(10).Tries("main", ProbeKind.Readiness).Probed("main", ProbeKind.Readiness, Bad).Condition("Ready", "False", "ContainersNotReady");
        pod.Does().Phase("Running");
    }

    [Fact]
    public void Other_probes_wait_for_the_startup_probe_which_is_not_tried_afterwards()
    {
        var pod = Running(APod("web").Having("startupProbe", """{ "exec": { "command": ["check"] }, "periodSeconds": 1 }""")
            .Having("readinessProbe", """{ "exec": { "command": ["check"] } }"""));

        pod.Tries("main", ProbeKind.Startup);
        Assert.False((bool)pod.ContainerStatus("main")["started"]!);
        pod.Probed("main", ProbeKind.Startup, ActionOutcome.Success).Tries("main", ProbeKind.Readiness);
        Assert.True((bool)pod.ContainerStatus("main")["started"]!);
        pod.After(30).Tries("main");
    }

    [Fact]
    public void A_container_that_does_not_start_in_time_is_started_again()
    {
        var pod = Running(APod("web").Having("startupProbe", """{ "exec": { "command": ["check"] }, "failureThreshold": 1 }"""));
        pod.Tries("main", ProbeKind.Startup).Probed("main", ProbeKind.Startup, Bad).Says("Killing", "Container main failed startup probe, will be restarted");
    }

    [Fact]
    public void What_waits_for_a_sidecar_waits_for_its_startup_probe()
    {
        var pod = KubeletPlayer.Play(APod("web").Sidecar("proxy").HavingIn("proxy", "startupProbe", """{ "tcpSocket": { "port": 15021 } }"""));

        pod.Starts("proxy").Started("proxy").After(1).Tries("proxy", ProbeKind.Startup);
        pod.Probed("proxy", ProbeKind.Startup, Bad).Starts().Condition("Initialized", "False", "ContainersNotInitialized");
        pod.After(10).Tries("proxy", ProbeKind.Startup).Probed("proxy", ProbeKind.Startup, ActionOutcome.Success).Starts("main");
    }

    [Fact]
    public void A_try_that_is_an_error_says_nothing_about_the_container()
    {
        var pod = Running(APod("web").Having("livenessProbe", """{ "httpGet": { "port": "nope" }, "failureThreshold": 1 }""")).Tries("main", ProbeKind.Liveness);

        Assert.Equal(new ContainerAction.Impossible("strconv.Atoi: parsing \"nope\": invalid syntax"), pod.Spec.Containers[0].Probes[0].Action);
        pod.Probed("main", ProbeKind.Liveness, ActionOutcome.Error("nope")).Does();
        Assert.Equal("Liveness probe errored: nope", ProbeRules.EventOf(ProbeKind.Liveness, ActionOutcome.Error("nope")));
    }

    [Fact]
    public void A_port_is_found_by_its_name()
    {
        var pod = KubeletPlayer.Play(APod("web").Having("ports", """[{ "name": "http", "containerPort": 8080 }]""").Having("livenessProbe", """{ "tcpSocket": { "port": "http" } }"""));
        Assert.Equal(new ContainerAction.TcpSocket("", 8080), pod.Spec.Containers[0].Probes[0].Action);
    }

    [Fact]
    public void A_pod_that_ends_is_only_asked_whether_it_is_ready()
    {
        var pod = Running(APod("web").Having("livenessProbe", """{ "exec": { "command": ["check"] } }""").Having("readinessProbe", """{ "exec": { "command": ["check"] } }"""));
        pod.Deleted(30).Tries("main", ProbeKind.Readiness);
    }

    /// <summary>A pod whose start the kubelet has just noticed.</summary>
    private static KubeletPlayer Running(PodBuilder pod) => KubeletPlayer.Play(pod).Starts("main").Started("main").After(1);
}
