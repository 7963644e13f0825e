using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Containers;
using Akka.Actor;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests.Logs;

/// <summary>Logs as streams, as API servers ask for them.</summary>
public sealed class LogSessionTests : NodeHarness
{
    [Fact]
    public void A_log_comes_whole_and_ends()
    {
        var pod = Printing("echo one; echo two; sleep infinity", "two");

        var client = Client().Open(Host, Reading(pod, All)).ToTheEnd();

        Assert.Equal(("one\ntwo\n", 0), (client.Output, client.Ended!.ExitCode));
    }

    [Fact]
    public void A_followed_log_goes_on_until_the_container_ends()
    {
        var pod = Printing("echo one; sleep 40; echo two; exit 3", "one");

        var client = Client().Open(Host, Reading(pod, All with { Follow = true })).ToTheEnd();

        Assert.Equal("one\ntwo\n", client.Output);
    }

    [Fact]
    public void A_followed_log_ends_when_its_pod_is_removed()
    {
        var pod = Printing("echo one; sleep infinity", "one");
        var client = Client().Open(Host, Reading(pod, All with { Follow = true })).Until("one");

        Remove(pod);

        client.ToTheEnd();
        Assert.Null(client.Ended!.Refusal);
    }

    [Fact]
    public void Nothing_is_sent_for_a_client_that_went_away()
    {
        var pod = Printing("echo one; while true; do sleep 1; echo tick; done", "one");
        var client = Client().Open(Host, Reading(pod, All with { Follow = true })).Until("tick");
        var watcher = CreateTestProbe();
        watcher.Watch(client.Session);

        Sys.Stop(client.Self);

        watcher.ExpectTerminated(client.Session, Generous);
    }

    [Fact]
    public void A_slow_client_gets_no_more_than_it_granted_and_misses_nothing()
    {
        var words = string.Join(';', Enumerable.Range(0, 400).Select(number => $"echo line-{number:000}"));
        var pod = Printing($"{words}; sleep infinity", "line-399");
        var client = Client().Open(Host, Reading(pod, All));

        var first = client.WithoutGranting();
        client.Tell(new SessionCredit(SessionStream.Stdout, SessionClient.Window * 10));
        client.ToTheEndUncounted();

        Assert.Equal(string.Concat(Enumerable.Range(0, 400).Select(number => $"line-{number:000}\n")), first + client.Output);
    }

    [Theory]
    [InlineData(1L, null, "two\n")]
    [InlineData(0L, null, "")]
    [InlineData(null, 5L, "one\nt")]
    public void Only_the_part_that_was_asked_for_comes(long? tail, long? limit, string expected)
    {
        var pod = Printing("echo one; echo two; sleep infinity", "two");

        var client = Client().Open(Host, Reading(pod, All with { TailLines = tail, LimitBytes = limit })).ToTheEnd();

        Assert.Equal(expected, client.Output);
    }

    [Theory]
    [InlineData("printf half; sleep 1; echo ' a line'; printf end; sleep 1; exit 0", "half a line\nend")]
    [InlineData("printf out; sleep 1; printf err >&2; sleep 1; echo 1; echo 2 >&2", "out1\nerr2\n")]
    public void A_line_ends_where_the_program_ends_it(string script, string expected)
    {
        var pod = Printing(script, expected.Split('\n')[^2]);

        var client = Client().Open(Host, Reading(pod, All with { Follow = true })).ToTheEnd();

        Assert.Equal(expected, client.Output);
    }

    [Fact]
    public void A_line_of_any_length_comes_as_one()
    {
        var pod = Printing("a=0123456789; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do a=$a$a; done; echo $a; echo done; sleep infinity", "done");

        var client = Client().Open(Host, Reading(pod, All)).ToTheEnd();

        Assert.Equal(string.Concat(Enumerable.Repeat("0123456789", 4096)) + "\ndone\n", client.Output);
    }

    [Fact]
    public void Lines_older_than_asked_for_are_left_out()
    {
        var pod = Printing("echo one; sleep 300; echo two; sleep infinity", "two");

        var client = Client().Open(Host, Reading(pod, All with { SinceSeconds = 200 })).ToTheEnd();

        Assert.Equal("two\n", client.Output);
    }

    [Fact]
    public void Lines_have_the_time_at_which_they_were_written()
    {
        var pod = Printing("echo one; sleep infinity", "one");

        var client = Client().Open(Host, Reading(pod, All with { Timestamps = true })).ToTheEnd();

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z one\n$", client.Output);
    }

    [Theory]
    [InlineData("web", "web-uid", "other", false, "BadRequest (400): container other is not valid for pod web")]
    [InlineData("nowhere", "web-uid", "main", false, "NotFound (404): pods \"nowhere\" not found")]
    [InlineData("web", "another-uid", "main", false, "NotFound (404): pods \"web\" not found")]
    [InlineData("web", "web-uid", "main", true, "BadRequest (400): previous terminated container \"main\" in pod \"web\" not found")]
    public void What_cannot_be_read_is_refused_in_upstreams_words(string name, string uid, string container, bool previous, string refusal)
    {
        Printing("sleep infinity");

        Assert.Equal(refusal, Client().Refused(Host, new OpenLog(ResourceKey.Pod("default", name), uid, 1000, container, All with { Previous = previous })));
    }

    [Fact]
    public void A_container_that_waits_for_its_image_has_no_log_and_says_why()
    {
        var pod = Bound(APod("web").With("spec.containers", JsonNode.Parse("""[{"name":"main","image":"nginx:1.161"}]"""))).Build();
        Join(1, pod);
        StatusOf(pod, status => (string?)status["containerStatuses"]![0]!["state"]!["waiting"]?["reason"] == "ErrImagePull");

        Assert.Equal(
            "BadRequest (400): container \"main\" in pod \"web\" is waiting to start: image can't be pulled",
            Client().Refused(Host, Reading(pod, All)));
    }

    [Fact]
    public void The_tail_of_a_log_is_read_and_followed()
    {
        var pod = Printing("echo one; echo two; while true; do sleep 40; echo tick; done", "two");

        var client = Client().Open(Host, Reading(pod, All with { TailLines = 1, Follow = true })).Until("tick");

        Assert.Equal("two\ntick\n", client.Output);
    }

    [Fact]
    public void The_run_before_the_last_restart_is_kept()
    {
        var pod = Bound(APod("web").Running("busybox").Having("command", """["sh", "-c", "echo here; exit 1"]""")).Build();
        Join(1, pod);
        StatusOf(pod, status => Restarts(status) == 1);

        Assert.Equal("here\n", Client().Open(Host, Reading(pod, All with { Previous = true })).ToTheEnd().Output);
    }

    /// <summary>A pod that runs a script and has printed these words.</summary>
    private ApiObject Printing(string script, string words = "")
    {
        var command = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = "busybox", ["command"] = new JsonArray("sh", "-c", script) });
        var pod = Bound(APod("web").With("spec.containers", command).With("spec.restartPolicy", "Never")).Build();
        Join(1, pod);
        StatusOf(pod, status => status["containerStatuses"]![0]!["state"]!["running"] is not null);
        AwaitAssert(() => Assert.Contains(words, Client().Open(Host, Reading(pod, All)).ToTheEnd().Output, StringComparison.Ordinal), Generous);
        return pod;
    }
}
