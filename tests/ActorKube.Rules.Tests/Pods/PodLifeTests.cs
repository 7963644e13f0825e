using System.Text.Json.Nodes;
using ActorKube.Rules.Pods;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Pods;

/// <summary>The life of a pod, as https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/ documents it, played step by step.</summary>
public sealed class PodLifeTests
{
    private static readonly DateTimeOffset Begin = KubeletPlayer.Begin;

    [Fact]
    public void Init_containers_run_one_after_the_other_and_before_the_others()
    {
        var pod = KubeletPlayer.Play(APod("web").InitContainer("first").InitContainer("second").Container("side"));

        pod.Starts("first").Phase("Pending").Condition("Initialized", "False", "ContainersNotInitialized");
        pod.Started("first").Starts().Exited("first", 0).Starts("second").Started("second").Exited("second", 0);
        pod.Starts("main", "side").Condition("Initialized", "True", null);
        pod.Started("main").Phase("Pending").Started("side").Phase("Running").Condition("Ready", "True", null);
    }

    [Fact]
    public void A_sidecar_starts_in_its_turn_and_the_next_one_does_not_wait_for_its_end()
    {
        var pod = KubeletPlayer.Play(APod("web").Sidecar("proxy").InitContainer("migrate"));

        pod.Starts("proxy").Started("proxy").Starts("migrate").Started("migrate").Exited("migrate", 0).Starts("main");
    }

    [Fact]
    public void A_sidecar_is_stopped_when_the_ordinary_containers_have_ended()
    {
        var pod = KubeletPlayer.Play(APod("job").Restarting("Never").Sidecar("proxy"));
        pod.Starts("proxy").Started("proxy").Starts("main").Started("main").Exited("main", 0);

        pod.Terminates("proxy").Exited("proxy", 0).Starts().Phase("Succeeded");
    }

    [Fact]
    public void A_readiness_gate_keeps_a_pod_from_being_ready_and_its_containers_are_all_the_same()
    {
        var pod = KubeletPlayer.Play(APod("web").Gate("example.com/a").Gate("example.com/b").Having("example.com/b", isTrue: false)).Starts("main").Started("main");

        pod.Condition("ContainersReady", "True", null).Condition("Ready", "False", "ReadinessGatesNotReady",
            "corresponding condition of pod readiness gate \"example.com/a\" does not exist., the status of pod readiness gate \"example.com/b\" is not \"True\", but False");
    }

    [Theory]
    [InlineData("Always", 0, true, "Running")]
    [InlineData("Always", 1, true, "Running")]
    [InlineData("OnFailure", 0, false, "Succeeded")]
    [InlineData("OnFailure", 1, true, "Running")]
    [InlineData("Never", 0, false, "Succeeded")]
    [InlineData("Never", 1, false, "Failed")]
    public void The_restart_policy_says_whether_a_container_runs_again(string policy, int code, bool again, string phase)
    {
        var pod = KubeletPlayer.Play(APod("web").Restarting(policy)).Starts("main").Started("main").After(1).Exited("main", code);

        pod.Starts(again ? ["main"] : []).Phase(phase);
    }

    [Theory]
    [InlineData("Never", "Always", 0, true, "Running")]
    [InlineData("Never", "OnFailure", 0, false, "Succeeded")]
    [InlineData("Never", "OnFailure", 1, true, "Running")]
    [InlineData("Always", "Never", 0, false, "Succeeded")]
    [InlineData("Always", "Never", 1, false, "Failed")]
    public void A_container_may_have_a_restart_policy_of_its_own(string ofPod, string own, int code, bool again, string phase)
    {
        var pod = KubeletPlayer.Play(APod("web").Restarting(ofPod).Having("restartPolicy", $"\"{own}\"")).Starts("main").Started("main").After(1).Exited("main", code);

        pod.Starts(again ? ["main"] : []).Phase(phase);
    }

    [Theory]
    [InlineData("In", 42, true)]
    [InlineData("In", 1, false)]
    [InlineData("In", 0, false)]
    [InlineData("NotIn", 42, false)]
    [InlineData("NotIn", 0, true)]
    public void A_rule_restarts_a_container_by_its_exit_code_whatever_its_policy(string isIn, int code, bool again)
    {
        var pod = KubeletPlayer.Play(APod("web").Restarting("Never").Having("restartPolicy", "\"Never\"")
            .Having("restartPolicyRules", $$$"""[{"action":"Restart","exitCodes":{"operator":"{{{isIn}}}","values":[42,43]}}]""")).Starts("main").Started("main").After(1).Exited("main", code);

        pod.Starts(again ? ["main"] : []);
    }

    [Fact]
    public void An_init_container_that_never_restarts_fails_a_pod_that_always_does()
    {
        var pod = KubeletPlayer.Play(APod("web").InitContainer("setup").HavingIn("setup", "restartPolicy", "\"Never\"")).Starts("setup").Started("setup").After(1).Exited("setup", 1);

        pod.Starts().Phase("Failed");
    }

    [Fact]
    public void An_init_container_that_restarts_on_failure_is_tried_again_in_a_pod_that_never_restarts()
    {
        var pod = KubeletPlayer.Play(APod("web").Restarting("Never").InitContainer("setup").HavingIn("setup", "restartPolicy", "\"OnFailure\"")).Starts("setup");

        pod.Started("setup").After(1).Exited("setup", 1).Starts("setup").Phase("Pending").Started("setup").After(1).Exited("setup", 0).Starts("main");
    }

    [Fact]
    public void A_container_that_keeps_failing_waits_ten_seconds_then_twice_as_long_up_to_five_minutes()
    {
        var pod = KubeletPlayer.Play(APod("web")).Starts("main").Started("main").After(1).Exited("main", 1).Starts("main");
        foreach (var wait in new[] { 10, 20, 40, 80, 160, 300, 300 })
        {
            pod.Started("main").After(1).Exited("main", 1).Starts();
            pod.Waits("main", "CrashLoopBackOff", $"back-off {(wait < 60 ? $"{wait}s" : $"{wait / 60}m{wait % 60}s")} restarting failed container=main pod=web_default(web-uid)");
            pod.After(wait - 1).Starts().After(1).Starts("main");
        }
        Assert.Equal(7, pod.State.Containers["main"].RestartCount);
    }

    [Fact]
    public void Ten_minutes_without_a_fault_are_forgiven()
    {
        var pod = KubeletPlayer.Play(APod("web")).Starts("main").Started("main").After(1).Exited("main", 1).Starts("main").Started("main").After(1).Exited("main", 1);
        pod.Starts().After(10).Starts("main").Started("main").After(601).Exited("main", 1).Starts("main");
    }

    [Fact]
    public void A_restart_is_counted_and_the_last_end_is_kept()
    {
        var pod = KubeletPlayer.Play(APod("web")).Starts("main").Started("main").After(5).Exited("main", 3).Starts("main").Started("main");

        var status = pod.Status()["containerStatuses"]![0]!;
        Assert.Equal(1, (int)status["restartCount"]!);
        Assert.Equal(3, (int)status["lastState"]!["terminated"]!["exitCode"]!);
        Assert.Equal("Error", (string?)status["lastState"]!["terminated"]!["reason"]);
        Assert.NotNull(status["state"]!["running"]);
    }

    [Fact]
    public void An_init_container_that_fails_ends_a_pod_that_never_restarts()
    {
        var pod = KubeletPlayer.Play(APod("job").Restarting("Never").InitContainer("prepare")).Starts("prepare").Started("prepare").Exited("prepare", 1);
        pod.Starts().Phase("Failed");
    }

    [Fact]
    public void A_pod_that_ends_starts_nothing_more()
    {
        var pod = KubeletPlayer.Play(APod("web").InitContainer("prepare")).Starts("prepare").Started("prepare");

        pod.Deleted(30).Terminates("prepare").Exited("prepare", 137).Starts();
        Assert.True(pod.State.IsQuiet);
    }

    [Fact]
    public void Unready_containers_are_named()
    {
        var pod = KubeletPlayer.Play(APod("web").Container("side")).Starts("main", "side").Started("main");
        pod.Condition("Ready", "False", "ContainersNotReady", "containers with unready status: [side]");
    }

    [Fact]
    public void A_condition_keeps_the_time_of_its_last_transition()
    {
        var pod = KubeletPlayer.Play(APod("web")).Starts("main");
        var before = pod.Status();
        pod.After(30).Started("main");

        var after = PodStatusRules.Build(pod.Spec, pod.State, "127.0.0.1", PodStatus.Of(before), pod.Now).ToTree();

        Assert.Equal("2026-01-01T12:00:00Z", (string?)Condition(after, "Initialized")["lastTransitionTime"]);
        Assert.Equal("2026-01-01T12:00:30Z", (string?)Condition(after, "Ready")["lastTransitionTime"]);
    }

    [Fact]
    public void An_image_that_cannot_be_had_is_the_waiting_reason()
    {
        var pod = KubeletPlayer.Play(APod("web")).Starts("main");
        pod.State = PodTransitions.StartFailed(pod.State, "main", "ErrImagePull", "not found", pod.Now.AddSeconds(10));

        pod.Starts().Waits("main", "ErrImagePull", "not found").Phase("Pending").After(10).Starts("main");
    }

    [Fact]
    public void A_pod_whose_process_died_runs_again_at_once_and_counts_it()
    {
        var lost = KubeletPlayer.Play(APod("web").InitContainer("prepare")).Starts("prepare").Started("prepare").Exited("prepare", 0).Starts("main").Started("main");

        var again = KubeletPlayer.Play(APod("web").InitContainer("prepare"), LostPod.Recover(lost.Spec, PodStatus.Of(lost.Status()), Begin.AddMinutes(1)));

        again.After(60).Starts("prepare").Started("prepare").Exited("prepare", 0).Starts("main").Started("main").Phase("Running");
        Assert.Equal(1, again.State.Containers["main"].RestartCount);
        Assert.Equal("ContainerStatusUnknown", again.State.Containers["main"].Previous!.Reason);
    }

    [Fact]
    public void A_pod_that_never_restarts_has_failed_when_its_process_died()
    {
        var lost = KubeletPlayer.Play(APod("job").Restarting("Never")).Starts("main").Started("main");

        var again = KubeletPlayer.Play(APod("job").Restarting("Never"), LostPod.Recover(lost.Spec, PodStatus.Of(lost.Status()), Begin.AddMinutes(1)));

        again.Starts().Phase("Failed");
        Assert.Equal(137, (int)again.Status()["containerStatuses"]![0]!["state"]!["terminated"]!["exitCode"]!);
    }

    private static JsonNode Condition(JsonObject status, string type) => status["conditions"]!.AsArray().Single(condition => (string?)condition!["type"] == type)!;
}
