using ActorKube.Rules.Pods;
using ActorKube.Rules.Pods.Endings;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Pods;

/// <summary>Hooks, graces and deadlines, as https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination documents them.</summary>
public sealed class PodEndingTests
{
    private const string Hook = """{ "exec": { "command": ["bye"] } }""";

    [Fact]
    public void A_container_that_does_not_end_is_killed_when_the_grace_is_over()
    {
        var pod = Running(APod("web")).Deleted(30);

        pod.Terminates("main").Does().After(29).Does().After(1).Kills("main").Does();
        Assert.False(pod.State.IsQuiet);
        pod.Exited("main", 137).Starts();
        Assert.True(pod.State.IsQuiet);
    }

    [Fact]
    public void No_grace_kills_at_once()
    {
        Running(APod("web").Having("lifecycle.preStop", Hook)).Deleted(0).Kills("main");
        Running(APod("web")).Deleted(30).Terminates("main").Deleted(0).Kills("main");
    }

    [Fact]
    public void A_later_deletion_can_only_shorten_the_grace()
    {
        Running(APod("web")).Deleted(30).Terminates("main").Deleted(5).Does().After(5).Kills("main");
        Running(APod("web")).Deleted(5).Terminates("main").Deleted(30).Does().After(5).Kills("main");
    }

    [Fact]
    public void The_preStop_hook_comes_before_SIGTERM_and_takes_from_the_grace()
    {
        var pod = Running(APod("web").Having("lifecycle.preStop", Hook)).Deleted(30);

        pod.Does(new PodAction.PreStop("main", pod.Spec.Containers[0].PreStop!)).After(10).Does();
        pod.PreStopEnded("main").Terminates("main").After(19).Does().After(1).Kills("main");
    }

    [Fact]
    public void A_hook_that_takes_all_of_the_grace_leaves_two_seconds_for_SIGTERM()
    {
        var pod = Running(APod("web").Having("lifecycle.preStop", Hook)).Deleted(30);

        pod.Does(new PodAction.PreStop("main", pod.Spec.Containers[0].PreStop!)).After(30).Terminates("main").After(1).Does().After(1).Kills("main");
    }

    [Fact]
    public void A_container_is_shown_as_running_when_its_postStart_hook_has_ended()
    {
        var pod = KubeletPlayer.Play(APod("web").Having("lifecycle.postStart", """{ "sleep": { "seconds": 3 } }""").Having("livenessProbe", Hook)).Starts("main").Started("main");

        pod.Does(new PodAction.PostStart("main", new ContainerAction.Sleep(TimeSpan.FromSeconds(3)))).Does();
        Assert.Equal("ContainerCreating", (string?)pod.ContainerStatus("main")["state"]!["waiting"]!["reason"]);
        pod.PostStartEnded("main", ActionOutcome.Success).Condition("Ready", "True", null);
        Assert.NotNull(pod.ContainerStatus("main")["state"]!["running"]);
    }

    [Fact]
    public void A_postStart_hook_that_fails_stops_the_container_which_is_started_again()
    {
        var pod = KubeletPlayer.Play(APod("web").Having("lifecycle.postStart", Hook)).Starts("main").Started("main");
        pod.Does(new PodAction.PostStart("main", pod.Spec.Containers[0].PostStart!)).PostStartEnded("main", ActionOutcome.Failure("no"));
        pod.Says("Killing", "FailedPostStartHook").Exited("main", 0).Starts("main");
    }

    [Fact]
    public void Sidecars_end_after_the_others_the_last_one_first()
    {
        var pod = KubeletPlayer.Play(APod("web").Sidecar("log").Sidecar("proxy").HavingIn("log", "lifecycle.preStop", Hook));
        pod.Starts("log").Started("log").Starts("proxy").Started("proxy").Starts("main").Started("main").Deleted(30);

        // Their hooks don't wait, their signals do.
        var steps = pod.Decide().Where(step => step is not PodAction.Notice).ToList();
        Assert.Equal([new PodAction.PreStop("log", pod.Spec.Containers[0].PreStop!), new PodAction.Terminate("main")], steps);
        pod.PreStopEnded("log").Does().Exited("main", 0).Terminates("proxy").Exited("proxy", 0).Terminates("log");
    }

    [Fact]
    public void Sidecars_do_not_wait_longer_than_the_grace()
    {
        var pod = KubeletPlayer.Play(APod("web").Sidecar("proxy")).Starts("proxy").Started("proxy").Starts("main").Started("main").Deleted(10);
        pod.Terminates("main").After(10).Does(new PodAction.Terminate("proxy"), new PodAction.Kill("main")).After(2).Kills("proxy");
    }

    [Fact]
    public void A_pod_that_was_active_too_long_has_failed()
    {
        var pod = Running(APod("web").ActiveAtMost(60).Grace(10));

        pod.After(59).Does();
        Assert.Equal(KubeletPlayer.Begin.AddSeconds(60), pod.LookAgain);
        pod.After(1).Says("DeadlineExceeded", "Pod was active on the node longer than the specified deadline").Phase("Running");
        pod.Exited("main", 143).Starts().Phase("Failed");
        Assert.Equal("DeadlineExceeded", (string?)pod.Status()["reason"]);
        Assert.False(pod.State.Ending!.IsDeleted);
        pod.Deleted(30);
        Assert.True(pod.State.Ending!.IsDeleted);
    }

    [Fact]
    public void A_deadline_does_not_touch_a_pod_that_has_ended()
    {
        var pod = Running(APod("job").Restarting("Never").ActiveAtMost(60)).After(5).Exited("main", 0).Starts().After(100).Does();
        pod.Phase("Succeeded");
    }

    [Fact]
    public void A_pod_that_failed_as_a_whole_says_why()
    {
        var pod = Running(APod("web"));
        pod.State = PodTransitions.Failing(pod.State, new PodFailure("Evicted", "The node was low on resource: memory."), TimeSpan.Zero, pod.Now);

        pod.Kills("main").Exited("main", 137).Starts().Phase("Failed");
        Assert.Equal("The node was low on resource: memory.", (string?)pod.Status()["message"]);
    }

    [Fact]
    public void An_ephemeral_container_starts_at_once_and_never_again_and_decides_nothing()
    {
        var pod = Running(APod("web"));
        pod.Spec = PodSpec.Of(APod("web").Debugged("debugger").Stored(2).Build());
        pod.State = pod.State.Knowing(pod.Spec);

        pod.Starts("debugger").Started("debugger").Condition("Ready", "True", null).Phase("Running");
        pod.Exited("debugger", 1).Starts().Phase("Running").Condition("Ready", "True", null);
        Assert.Equal(1, (int)pod.ContainerStatus("debugger", "ephemeralContainerStatuses")["state"]!["terminated"]!["exitCode"]!);
    }

    [Fact]
    public void Another_image_starts_a_container_again_whatever_its_restart_policy()
    {
        var pod = Running(APod("web").Restarting("Never"));
        var after = pod.Spec.Updated(APod("web").Restarting("Never").Running("nginx:1.28").Stored(2).Build());

        pod.State = PodTransitions.SpecChanged(pod.State, pod.Spec, after);
        pod.Spec = after;
        pod.Says("Killing", "Container main definition changed, will be restarted").Exited("main", 0).Starts("main").Started("main").Does();
    }

    [Fact]
    public void A_later_object_of_the_same_spec_is_not_read_anew()
    {
        var spec = PodSpec.Of(APod("web").Stored(1).Build());
        Assert.Equal(spec.Containers, spec.Updated(APod("web").Phase("Running").Labelled("a", "b").Stored(2).Build()).Containers);
        Assert.NotEqual(spec.Containers, spec.Updated(APod("web").ActiveAtMost(5).Stored(2).Build()).Containers);
    }

    private static KubeletPlayer Running(PodBuilder pod) => KubeletPlayer.Play(pod).Starts("main").Started("main");
}
