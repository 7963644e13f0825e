using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Nodes;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests;

/// <summary>What a kubelet does to the containers of a pod, carried out by the actors: probes, hooks, deadlines, last words, and looking in.</summary>
public sealed class ProbeAndHookTests : NodeHarness
{
    [Fact]
    public void A_container_whose_liveness_command_fails_is_started_again_and_everybody_is_told()
    {
        var pod = Scripted(APod("web").Grace(1).Having("livenessProbe", """{ "exec": { "command": ["cat", "/tmp/healthy"] }, "periodSeconds": 1, "failureThreshold": 2 }"""),
            "touch /tmp/healthy; sleep 5; rm /tmp/healthy; sleep 600");

        var status = StatusOf(pod, status => Restarts(status) == 1);

        Assert.Equal(137, (int)status["containerStatuses"]![0]!["lastState"]!["terminated"]!["exitCode"]!);
        Assert.Equal("Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory\n", Event(pod, "Unhealthy"));
        Assert.Equal("Container main failed liveness probe, will be restarted", Event(pod, "Killing"));
    }

    [Fact]
    public void A_command_that_takes_too_long_has_failed()
    {
        var pod = Scripted(APod("web").Having("readinessProbe", """{ "exec": { "command": ["sleep", "60"] }, "timeoutSeconds": 2 }"""), "sleep 600");
        Assert.Equal("Readiness probe failed: command \"sleep 60\" timed out", Event(pod, "Unhealthy"));
    }

    [Fact]
    public void A_command_that_is_not_there_is_an_error_and_not_a_failure()
    {
        var pod = Scripted(APod("web").Having("livenessProbe", """{ "exec": { "command": ["grpc_health_probe"] }, "failureThreshold": 1 }"""), "sleep 600");
        Assert.StartsWith("Liveness probe errored: rpc error: code = Unknown desc = failed to exec in container: OCI runtime exec failed", Event(pod, "Unhealthy"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_with_a_readiness_gate_gets_ready_when_somebody_opens_it()
    {
        var pod = Scripted(APod("web").Gate("example.com/open"), "sleep 600");
        Assert.Equal("corresponding condition of pod readiness gate \"example.com/open\" does not exist.",
            (string?)Ready(StatusOf(pod, status => (string?)Ready(status)["reason"] == "ReadinessGatesNotReady"))["message"]);

        Change(Bound(APod("web").Gate("example.com/open").Having("example.com/open", false).HavingIn("main", "command", """["sh","-c","sleep 600"]"""), 2).Build());
        Assert.Equal("the status of pod readiness gate \"example.com/open\" is not \"True\", but False",
            (string?)Ready(StatusOf(pod, status => ((string?)Ready(status)["message"])?.EndsWith("but False", StringComparison.Ordinal) == true))["message"]);
        Change(Bound(APod("web").Gate("example.com/open").Having("example.com/open", true).HavingIn("main", "command", """["sh","-c","sleep 600"]"""), 3).Build());

        StatusOf(pod, status => (string?)Ready(status)["status"] == "True");

        static JsonNode Ready(JsonNode status) => status["conditions"]!.AsArray().Single(condition => (string?)condition!["type"] == "Ready")!;
    }

    [Fact]
    public void A_pod_gets_ready_when_its_readiness_command_succeeds()
    {
        var pod = Scripted(APod("web").Having("readinessProbe", """{ "exec": { "command": ["test", "-f", "/tmp/ready"] }, "periodSeconds": 1 }"""), "sleep 5; touch /tmp/ready; sleep 600");

        var waiting = StatusOf(pod, status => status["containerStatuses"]![0]!["state"]!["running"] is not null);
        Assert.False(IsReady(waiting));
        StatusOf(pod, IsReady);
    }

    [Theory]
    [InlineData("""{ "tcpSocket": { "port": 81 } }""", "dial tcp {0}:81: connect: connection refused")]
    [InlineData("""{ "httpGet": { "port": 81, "path": "/x?y=z" } }""", "Get \"http://{0}:81/x?y=z\": dial tcp {0}:81: connect: connection refused")]
    [InlineData("""{ "httpGet": { "port": 81, "host": "10.0.0.1" } }""", "10.0.0.1 is not on this machine, and nothing else is reached from here")]
    [InlineData("""{ "httpGet": { "port": 9, "host": "127.255.0.9" } }""", "Get \"http://127.255.0.9:9/\": dial tcp 127.255.0.9:9: connect: connection refused")]
    public void A_port_where_nobody_listens_fails_a_probe(string probe, string message)
    {
        var pod = Bound(APod("web").Having("readinessProbe", probe)).Build();
        Join(1, pod);
        var address = (string)StatusOf(pod, status => status["podIP"] is not null)["podIP"]!;
        Assert.Equal("Readiness probe failed: " + message.Replace("{0}", address, StringComparison.Ordinal), Event(pod, "Unhealthy"));
    }

    [Fact]
    public void Hooks_run_in_the_container_before_it_is_shown_as_running_and_before_it_is_stopped()
    {
        var pod = Scripted(APod("web").Grace(30)
            .Having("lifecycle.postStart", """{ "exec": { "command": ["sh", "-c", "sleep 2; echo started > /tmp/hook"] } }""")
            .Having("lifecycle.preStop", """{ "exec": { "command": ["touch", "/tmp/stop"] } }"""),
            "while [ ! -f /tmp/stop ]; do sleep 1; done; cat /tmp/hook > /dev/termination-log; exit 3");
        Running(pod);

        Change(Bound(APod("web"), 50).Deleting(DateTimeOffset.UnixEpoch, 30).Build());

        var ended = StatusOf(pod, status => status["containerStatuses"]![0]!["state"]!["terminated"] is not null)["containerStatuses"]![0]!["state"]!["terminated"]!;
        Assert.Equal((3, "started\n"), ((int)ended["exitCode"]!, (string?)ended["message"]));
    }

    [Fact]
    public void A_hook_that_fails_stops_the_container()
    {
        var pod = Scripted(APod("web").Grace(1).Having("lifecycle.postStart", """{ "exec": { "command": ["false"] } }"""), "sleep 600");
        Assert.Equal("PostStartHook failed", Event(pod, "FailedPostStartHook"));
        Assert.Equal("FailedPostStartHook", Event(pod, "Killing"));
        StatusOf(pod, status => Restarts(status) == 1);
    }

    [Fact]
    public void A_command_in_a_container_may_signal_process_1()
    {
        var pod = Scripted(APod("web").Restarting("Never").Having("lifecycle.postStart", """{ "exec": { "command": ["sh", "-c", "sleep 3; kill -USR1 1"] } }"""),
            "trap 'exit 9' USR1; while true; do sleep 1; done");
        var ended = StatusOf(pod, status => (string?)status["phase"] == "Failed");
        Assert.Equal(9, (int)ended["containerStatuses"]![0]!["state"]!["terminated"]!["exitCode"]!);
    }

    [Fact]
    public void A_pod_that_is_active_too_long_fails_and_its_log_can_still_be_read()
    {
        var pod = Scripted(APod("web").ActiveAtMost(60).Grace(1), "echo here; sleep 600");

        var status = StatusOf(pod, status => (string?)status["phase"] == "Failed");

        Assert.Equal("DeadlineExceeded", (string?)status["reason"]);
        Assert.Equal("here\n", Client().Open(Host, Reading(pod, All)).ToTheEnd().Output);
    }

    [Fact]
    public void The_end_of_the_log_is_the_last_word_of_a_container_that_failed_without_one()
    {
        var pod = Scripted(APod("web").Restarting("Never").Having("terminationMessagePolicy", "\"FallbackToLogsOnError\""), "echo one; echo two; exit 1");
        var ended = StatusOf(pod, status => (string?)status["phase"] == "Failed");
        Assert.Equal("one\ntwo\n", (string?)ended["containerStatuses"]![0]!["state"]!["terminated"]!["message"]);
    }

    [Fact]
    public void An_ephemeral_container_is_added_to_a_pod_that_runs()
    {
        var pod = Bound(APod("web")).Build();
        Join(1, pod);
        Running(pod);

        Change(Bound(APod("web").Debugged("debugger", command: "echo looking; exit 4"), 50).Build());

        var status = StatusOf(pod, status => status["ephemeralContainerStatuses"]?[0]?["state"]?["terminated"] is not null);
        Assert.Equal(4, (int)status["ephemeralContainerStatuses"]![0]!["state"]!["terminated"]!["exitCode"]!);
        Assert.True(IsReady(status));
    }

    [Fact]
    public void Another_image_starts_the_container_again()
    {
        var pod = Bound(APod("web").Grace(1)).Build();
        Join(1, pod);
        Running(pod);

        Change(Bound(APod("web").Grace(1).Running("nginx:1.28"), 50).Build());

        Assert.Equal("nginx:1.28", (string?)StatusOf(pod, status => IsReady(status) && Restarts(status) == 1)["containerStatuses"]![0]!["image"]);
    }

    private ApiObject Scripted(PodBuilder pod, string script)
    {
        var built = Bound(pod.Running("busybox").Having("command", $"""["sh", "-c", {System.Text.Json.JsonSerializer.Serialize(script)}]""")).Build();
        Join(1, built);
        return built;
    }
}
